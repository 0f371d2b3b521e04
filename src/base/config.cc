// The reference of all keys, and the reader (Boost.Program_options parses the file).
#include "base/config.h"

#include <boost/program_options.hpp>

#include <charconv>
#include <cstdlib>
#include <sstream>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

namespace certportal {

const std::vector<ConfigKey>& config_keys() {
  static const std::vector<ConfigKey> keys = {
      {"base_url", "http://127.0.0.1:8080",
       "public address of the portal, with the sub-folder it lives in, without a slash at the end"},
      {"other_origins", "", "further origins (scheme://host:port) whose forms are accepted, comma separated"},
      {"brand", "Zertifikatsportal", "name of the portal in pages and mails"},
      {"support_email", "", "address that pages and mails name for questions"},
      {"imprint_url", "", "link to the imprint in the page footer"},
      {"privacy_url", "", "link to the privacy page in the page footer"},
      {"time_zone", "Europe/Berlin", "time zone of dates in pages and mails"},
      {"template_dir", "/usr/local/share/certportal/templates",
       "folder of the translated templates, one sub-folder a language"},
      {"run_dir", "/run/certportal", "folder for the slots that bound password hashing on this host"},
      {"workers", "4", "number of workers on this host; at most half as many hash passwords at once"},
      {"service_user", "", "system user that commands started by root switch to; empty: none"},
      {"database_hosts", "unix:/run/mysqld/mysqld.sock",
       "database servers, tried in order: unix:PATH or HOST:PORT, comma separated"},
      {"database_name", "certportal", "database (schema)"},
      {"table_prefix", "", "put before every table name, for a database shared with other programs"},
      {"database_ca_file", "",
       "CA certificates that a database reached over TCP must prove itself with; empty: no TLS"},
      {"sendmail", "/usr/sbin/sendmail", "program that takes mails, called as: sendmail -i -f SENDER -- RECIPIENT"},
      {"sendmail_timeout_seconds", "30", "after this a hanging sendmail is killed and the mail tried again later"},
      {"mail_from", "certportal@localhost", "sender address of mails"},
      {"trusted_proxies", "", "addresses of proxies whose client_address_header is believed, comma separated"},
      {"client_address_header", "", "request header that holds the client's address, set by a trusted proxy"},
      {"seal_public_key_file", "", "public key that seals mail tokens for jobs"},
      {"receipt_certificate_file", "",
       "certificate (PEM) that the receipts of handovers are signed with; empty: they are not signed"},
      {"limits", "1", "0 turns throttles and daily limits off (load tests only)"},
      {"clock_offset_file", "", "file with a number of seconds that moves the program's clock (tests only)"},
      {"worker.database_user", "certportal_worker", "database user of the workers"},
      {"worker.database_password_file", "", "file with its password; empty: none"},
      {"worker.form_key_file", "", "key that signs the forms shown before sign-in, the same on all hosts"},
      {"jobs.database_user", "certportal_jobs", "database user of jobs"},
      {"jobs.database_password_file", "", "file with its password; empty: none"},
      {"jobs.seal_secret_key_file", "", "secret key that opens sealed mail tokens"},
      {"jobs.receipt_key_file", "", "private key (PEM) of the receipt certificate"},
      {"jobs.audit_key_file", "", "key that seals audit events into a chain; empty: they are not sealed"},
      {"operator.database_user", "certportal_operator", "database user of the operator's commands"},
      {"operator.database_password_file", "", "file with its password; empty: none"},
      {"operator.audit_key_file", "", "the same key as that of jobs, for audit verify"},
  };
  return keys;
}

namespace {
bool is_number_key(std::string_view name) {
  return name == "workers" || name == "sendmail_timeout_seconds" || name == "limits";
}

std::string nearest_key(std::string_view wrong) {
  std::vector<std::string_view> known;
  for (const ConfigKey& key : config_keys()) known.push_back(key.name);
  return nearest(wrong, known);
}

std::string check_value(std::string_view key, const std::string& value) {
  if (is_number_key(key)) {
    long number = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < 0) return "is not a whole number";
    if (key == "limits" && number > 1) return "must be 1 or 0";
    if (key == "workers" && number < 1) return "must be at least 1";
  }
  if (key == "table_prefix" &&
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos)
    return "may hold letters, digits and _ only";
  if (key == "base_url") {
    if (!value.starts_with("http://") && !value.starts_with("https://")) return "must start with http:// or https://";
    if (value.ends_with('/')) return "must not end with a slash";
  }
  return "";
}
}  // namespace

Result<Config> Config::load(const std::string& path) {
  auto content = read_file(path);
  if (!content) return content.error();
  return parse(*content, path);
}

Result<Config> Config::parse(const std::string& text, const std::string& name) {
  namespace po = boost::program_options;
  auto refuse = [&](const std::string& why) { return Error{Code::invalid, "", name + ": " + why}; };
  Config config;
  config.path_ = name;
  for (const ConfigKey& key : config_keys()) config.values_.emplace(key.name, key.default_value);
  std::istringstream stream(text);
  std::map<std::string, int> seen;
  try {
    // No description of options here: unknown keys are wanted back, to name the nearest one.
    for (const auto& option : po::parse_config_file(stream, po::options_description{}, true).options) {
      const std::string& key = option.string_key;
      auto known = config.values_.find(key);
      if (known == config.values_.end())
        return refuse("unknown key '" + key + "'; did you mean '" + nearest_key(key) + "'?");
      if (++seen[key] > 1) return refuse("key '" + key + "' stands twice");
      known->second = option.value.empty() ? "" : std::string(trim(option.value.front()));
      if (std::string problem = check_value(key, known->second); !problem.empty())
        return refuse("key '" + key + "' " + problem + ": '" + known->second + "'");
    }
  } catch (const po::error& error) {
    return refuse(error.what());
  }
  return config;
}

const std::string& Config::text(std::string_view key) const {
  auto found = values_.find(key);
  if (found == values_.end()) std::abort();  // a key that is not in the reference is a bug
  return found->second;
}

long Config::number(std::string_view key) const { return std::strtol(text(key).c_str(), nullptr, 10); }
bool Config::flag(std::string_view key) const { return text(key) == "1"; }

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> items;
  for (std::string_view part : split(text(key), ','))
    if (!trim(part).empty()) items.emplace_back(trim(part));
  return items;
}

}  // namespace certportal
