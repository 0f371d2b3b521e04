#include "store/settings.h"

#include "base/file.h"
#include "base/text.h"
#include "store/migrations.h"

namespace certportal::store {
namespace {
constexpr unsigned kOperatorSeconds = 86400;  // a migration may rebuild a large table
}  // namespace

Result<Settings> database_settings(const Config& config, std::string_view duty) {
  std::string section(duty);
  Settings settings;
  settings.hosts = config.list("database_hosts");
  settings.user = config.text(section + ".database_user");
  settings.database = config.text("database_name");
  settings.table_prefix = config.text("table_prefix");
  settings.ca_file = config.text("database_ca_file");
  settings.read_seconds =
      duty == "operator" ? kOperatorSeconds : static_cast<unsigned>(config.number("database_statement_seconds"));
  settings.connect_seconds = static_cast<unsigned>(config.number("database_connect_seconds"));
  settings.schema = duty == "operator" ? 0 : migrations().back().version;  // the operator is who migrates
  const std::string& password_file = config.text(section + ".database_password_file");
  if (password_file.empty()) return settings;
  auto content = read_file(password_file);
  if (!content) return content.error();
  settings.password = trim(*content);
  return settings;
}

}  // namespace certportal::store
