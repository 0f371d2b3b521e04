#include "admin/config.h"

#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "admin/operator.h"
#include "admin/privileges.h"
#include "admin/site.h"
#include "model/network.h"
#include "model/product.h"
#include "model/reminder.h"
#include "x509/signing_key.h"

namespace certportal::admin {
namespace {

bool is_host(const std::string& host) {
  if (host.starts_with("unix:")) return host.starts_with("unix:/");
  std::size_t colon = host.rfind(':');
  if (colon == std::string::npos || colon == 0) return false;
  std::string port = host.substr(colon + 1);
  return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos &&
         std::stol(port) > 0 && std::stol(port) < 65536;
}

bool is_absolute(const std::string& path) { return path.starts_with('/'); }

// The caller names the file already.
std::string without_path(const Config& config, const std::string& why) {
  const std::string start = config.path() + ": ";
  return why.starts_with(start) ? why.substr(start.size()) : why;
}

void check_database(const Config& config, std::vector<std::string>& problems) {
  auto hosts = config.list("database_hosts");
  if (hosts.empty()) problems.emplace_back("key 'database_hosts' names no server");
  for (const std::string& host : hosts)
    if (!is_host(host)) problems.push_back("key 'database_hosts' must hold unix:/PATH or HOST:PORT: '" + host + "'");
  if (config.text("database_name").empty()) problems.emplace_back("key 'database_name' is empty");
}

// As far as sendmail and a mail's header want it: the domain may be this host's alone.
bool is_address(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string::npos &&
         text.front() != '-' && text.find_first_of(" \t,;<>\"") == std::string::npos;
}

void check_addresses(const Config& config, std::vector<std::string>& problems) {
  for (const char* key : {"mail_from", "support_email", "operator_email"}) {
    const std::string& address = config.text(key);
    const bool may_be_empty = std::string_view(key) != "mail_from";
    if (!is_address(address) && !(may_be_empty && address.empty()))
      problems.push_back(std::string("key '") + key + "' must be one mail address: '" + address + "'");
  }
  for (const std::string& proxy : config.list("trusted_proxies"))
    if (proxy != "unix:" && model::network_of(proxy) == "unknown")
      problems.push_back("key 'trusted_proxies' takes addresses, not networks or names: '" + proxy + "'");
}

void check_host(const Config& config, std::vector<std::string>& problems) {
  const std::string& user = config.text("service_user");
  if (!user.empty() && !getpwnam(user.c_str()))
    problems.push_back("key 'service_user': there is no such system user: '" + user + "'");
}

// Values alone: the files may be for jobs only, or not be made yet.
void check_local_issuer(const Config& config, const std::string& issuer, std::vector<std::string>& problems) {
  const std::string start = "issuer." + issuer + ".";
  const std::string& key = config.text(start + "key_file");
  if (config.text(start + "certificate_file").empty())
    problems.push_back("key '" + start + "certificate_file' is not set");
  if (!is_absolute(key) && !x509::is_token_uri(key))
    problems.push_back("key '" + start + "key_file' must be an absolute path, or a pkcs11: URI");
  if (x509::is_token_uri(key) && config.text(start + "pkcs11_module").empty())
    problems.push_back("key '" + start + "pkcs11_module' is not set: the token's library");
}

void check_products(const Config& config, std::vector<std::string>& problems) {
  auto products = model::read_products(config);
  if (!products) problems.push_back(without_path(config, products.error().log));
  for (const std::string& issuer : config.names("issuer"))
    if (config.text("issuer." + issuer + ".kind") == "local") check_local_issuer(config, issuer, problems);
}

// The key as it stands in this file: itself, or once for each of its sections.
std::vector<std::string> keys_in_use(const Config& config, const ConfigKey& key) {
  if (!key.is_starred()) return {std::string(key.name)};
  std::vector<std::string> keys;
  const std::size_t star = key.name.find('*');
  for (const std::string& name : config.names(key.name.substr(0, star - 1)))
    keys.push_back(std::string(key.name).replace(star, 1, name));
  return keys;
}

// "" if it can be read. A secret that is out of this user's sight may be in sight of the one who needs it.
std::string file_trouble(const std::string& key, const std::string& path) {
  if (!is_absolute(path) || access(path.c_str(), R_OK) == 0) return "";
  const bool is_secret = key.find('.') != std::string::npos;
  if (is_secret && errno == EACCES) return "";
  return "key '" + key + "' names " + path + ": " + std::strerror(errno);
}

// What `secrets init`, `ca init` or somebody's hand has yet to put in its place.
std::vector<std::string> missing_files(const Config& config) {
  std::vector<std::string> missing;
  for (const ConfigKey& key : config_keys()) {
    if (!key.name.ends_with("_file") || key.name == "clock_offset_file") continue;
    for (const std::string& each : keys_in_use(config, key))
      if (auto trouble = file_trouble(each, config.text(each)); !trouble.empty()) missing.push_back(trouble);
  }
  return missing;
}

int check_config(const Config& unloaded) {
  auto config = Config::load(unloaded.path());
  if (!config) return fail(config.error().log);
  if (auto dropped = drop_privileges(*config); !dropped) return fail(dropped.error().log);
  std::string all;
  for (const std::string& problem : problems_of_values(*config)) all += (all.empty() ? "" : "; ") + problem;
  if (!all.empty()) return fail(config->path() + ": " + all);
  for (const std::string& missing : missing_files(*config)) std::cout << config->path() << ": " << missing << "\n";
  std::cout << config->path() << ": the values are fine\n";
  return kDone;
}

std::string values_of(const ConfigKey::Form& form) {
  switch (form.kind) {
    case ConfigKey::Kind::flag: return "1 or 0";
    case ConfigKey::Kind::number: return std::to_string(form.lowest) + " to " + std::to_string(form.highest);
    case ConfigKey::Kind::choice: return std::string(form.choices);
    case ConfigKey::Kind::path: return "path";
    case ConfigKey::Kind::list: return "list";
    case ConfigKey::Kind::text: break;
  }
  return "text";
}

std::string in_code(std::string_view text) { return text.empty() ? "" : "`" + std::string(text) + "`"; }

}  // namespace

std::vector<std::string> problems_of_values(const Config& config) {
  std::vector<std::string> problems;
  check_database(config, problems);
  check_addresses(config, problems);
  check_host(config, problems);
  check_products(config, problems);
  if (auto parts = model::reminder_parts(config); !parts) problems.push_back(without_path(config, parts.error().log));
  // What pages show: the address, the time zone, the templates.
  if (auto site = load_site(config); !site) problems.push_back(site.error().log);
  return problems;
}

std::string default_configuration() {
  std::string text =
      "# certportal.conf: every key with its default. A '#' starts a comment anywhere in a line; quotes are part of a "
      "value.\n";
  std::string section;
  for (const ConfigKey& key : config_keys()) {
    std::size_t dot = key.name.rfind('.');
    std::string in(key.name.substr(0, dot == std::string_view::npos ? 0 : dot));
    // Any number of these sections: shown as a comment, with NAME for the star.
    const std::string comment = in.ends_with('*') ? "# " : "";
    if (in != section)
      text += "\n" + comment + "[" + in.substr(0, in.find('*')) + (comment.empty() ? "" : "NAME") + "]\n";
    section = in;
    std::string name(key.name.substr(dot == std::string_view::npos ? 0 : dot + 1));
    text += "\n# " + std::string(key.help) + "\n" + comment + name + " =" + (key.default_value.empty() ? "" : " ") +
            std::string(key.default_value) + "\n";
  }
  return text;
}

std::string configuration_reference() {
  std::string text =
      "<!-- Made by certportal config --reference: change src/base/config_keys.cc instead. -->\n# Configuration\n\n"
      "One file, `/etc/certportal/certportal.conf`, or what `--config` or `$CERTPORTAL_CONFIG` names. Lines are `key = "
      "value`; a `#`\nstarts a comment anywhere in a line, quotes are part of a value. A key with dots stands in a "
      "section: `worker.database_user` is\n`database_user` under `[worker]`; a `*` is a name of your choice, as in "
      "`[product.web]`. `certportal config --check` says what is\nwrong with a file, `certportal config --defaults` "
      "prints one with every key. What a running portal reads, it reads at `reload`.\n";
  for (const ConfigKey& key : config_keys()) {
    if (auto topic = topic_beginning_with(key.name); !topic.empty())
      text += "\n## " + std::string(topic) + "\n| key | default | values | |\n|---|---|---|---|\n";
    text += "| `" + std::string(key.name) + "` | " + in_code(key.default_value) + " | " + values_of(key.form) + " | " +
            std::string(key.help) + " |\n";
  }
  return text;
}

int show_config(const Config& config, const Options& options) {
  if (options.has("--check") + options.has("--defaults") + options.has("--reference") != 1)
    return wrong_usage("config: one of --check, --defaults and --reference");
  if (options.has("--check")) return check_config(config);
  std::cout << (options.has("--defaults") ? default_configuration() : configuration_reference());
  return kDone;
}

}  // namespace certportal::admin
