#include "admin/bootstrap.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "view/language.h"

namespace certportal::admin {
namespace {

constexpr std::string_view kBootstrap =
#include "bootstrap.inc"
    ;

constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.=+/-";

struct Value {
  std::string name;  // "worker_user", as in @worker_user@
  std::string text;
  std::string source;  // for the message
};

Result<std::vector<Value>> read_values(const Config& config) {
  std::vector<Value> values = {{"database", config.text("database_name"), "key 'database_name'"}};
  for (const std::string duty : {"worker", "jobs", "operator"}) {
    const std::string key = duty + ".database_password_file";
    if (config.text(key).empty()) return Error{Code::invalid, "", config.path() + ": key '" + key + "' is empty"};
    auto password = read_file(config.text(key));
    if (!password) return password.error();
    values.push_back({duty + "_user", config.text(duty + ".database_user"), "key '" + duty + ".database_user'"});
    values.push_back({duty + "_password", std::string(trim(*password)), config.text(key)});
  }
  return values;
}

}  // namespace

std::string client_host(const Config& config) {
  auto hosts = config.list("database_hosts");
  bool is_local =
      std::all_of(hosts.begin(), hosts.end(), [](const std::string& host) { return host.starts_with("unix:"); });
  return is_local ? "localhost" : "%";
}

Result<std::string> bootstrap_sql(const Config& config) {
  auto values = read_values(config);
  if (!values) return values.error();
  std::string sql = view::replace_all(std::string(kBootstrap), "@host@", client_host(config));
  for (const Value& value : *values) {
    if (value.text.empty() || value.text.find_first_not_of(kHarmless) != std::string::npos)
      return Error{Code::invalid, "",
                   value.source + ": empty, or holds characters other than letters, digits and _ . = + / -"};
    sql = view::replace_all(std::move(sql), "@" + value.name + "@", value.text);
  }
  return sql;
}

}  // namespace certportal::admin
