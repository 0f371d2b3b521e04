// The reference of all keys, and the reader (Boost.Program_options parses the file).
#include "base/config.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

namespace certportal {

namespace {

constexpr ConfigKey::Form text() { return {ConfigKey::Kind::text, 0, 0, ""}; }
constexpr ConfigKey::Form flag() { return {ConfigKey::Kind::flag, 0, 1, ""}; }
constexpr ConfigKey::Form number(long lowest, long highest) { return {ConfigKey::Kind::number, lowest, highest, ""}; }
constexpr ConfigKey::Form choice(std::string_view choices) { return {ConfigKey::Kind::choice, 0, 0, choices}; }

// A new key is one row here; its sentence says what a number counts.
constexpr ConfigKey kKeys[] = {
    {"base_url", "http://127.0.0.1:8080", text(),
     "public address of the portal, with the sub-folder it lives in, without a slash at the end"},
    {"other_origins", "", text(), "further origins (scheme://host:port) whose forms are accepted, comma separated"},
    {"brand", "Zertifikatsportal", text(), "name of the portal in pages and mails"},
    {"support_email", "", text(), "address that pages and mails name for questions"},
    {"operator_email", "", text(), "address that is mailed once a day what the operator must act on; empty: none"},
    {"imprint_url", "", text(), "link to the imprint in the page footer"},
    {"privacy_url", "", text(), "link to the privacy page in the page footer"},
    {"time_zone", "Europe/Berlin", text(), "time zone of dates in pages and mails"},
    {"template_dir", "/usr/local/share/certportal/templates", text(),
     "folder of the translated templates, one sub-folder a language"},
    {"run_dir", "/run/certportal", text(),
     "folder for the slots that bound password hashing on this host, and for the socket and pid files of "
     "scripts/portal"},
    {"log_dir", "/var/log/certportal", text(),
     "folder for the logs of what scripts/portal starts: workers.log, jobs.log"},
    {"workers", "4", number(1, 512), "number of workers on this host; at most half as many hash passwords at once"},
    {"worker_max_requests", "100000", number(0, 1000000000),
     "a worker that shares its socket ends after so many requests, up to a tenth more, to be replaced; 0: never"},
    {"worker_max_megabytes", "256", number(0, 1000000), "and likewise when its memory has grown so large; 0: never"},
    {"service_user", "", text(), "system user that commands started by root switch to; empty: none"},
    {"database_hosts", "unix:/run/mysqld/mysqld.sock", text(),
     "database servers, tried in order: unix:PATH or HOST:PORT, comma separated"},
    {"database_name", "certportal", text(), "database (schema)"},
    {"table_prefix", "", text(), "put before every table name, for a database shared with other programs"},
    {"database_ca_file", "", text(),
     "CA certificates that a database reached over TCP must prove itself with; empty: no TLS"},
    {"sendmail", "/usr/sbin/sendmail", text(),
     "program that takes mails, called as: sendmail -i -f SENDER -- RECIPIENT"},
    {"sendmail_timeout_seconds", "30", number(0, 3600),
     "after this a hanging sendmail is killed and the mail tried again later"},
    {"mail_from", "certportal@localhost", text(), "sender address of mails"},
    {"trusted_proxies", "", text(), "addresses of proxies whose client_address_header is believed, comma separated"},
    {"client_address_header", "", text(), "request header that holds the client's address, set by a trusted proxy"},
    {"seal_public_key_file", "", text(), "public key that seals mail tokens for jobs"},
    {"receipt_certificate_file", "", text(),
     "certificate (PEM) that the receipts of handovers are signed with; empty: they are not signed"},
    {"pki_dir", "", text(),
     "public folder that CRLs and the CA certificates of local issuers are written into, served as /pki/"},
    {"pki_url", "", text(),
     "address of that folder as certificates name it, best with http://: few programs ask for a CRL by https; empty: "
     "base_url/pki"},
    {"bad_keys_file", "", text(),
     "SHA-256 sums (hexadecimal, one a line) of public keys that no order may have; empty: none"},
    {"renewable_part", "3", number(1, 100), "a certificate is renewable in the last of so many parts of its lifetime"},
    {"renewable_days", "0", number(0, 10000), "and in its last days, so many of them, where that is earlier"},
    {"reminder_parts", "3, 6, 12", text(),
     "reminders are sent when the last of so many parts of the lifetime begins, and on expiry"},
    {"allow_shared_user", "0", flag(),
     "1: a local issuer's key may belong to the system user that the workers run as (demo, shared hosting)"},
    {"log_format", "text", choice("text, json"),
     "how worker and jobs write their log, a line an event: text, or json (an object each)"},
    {"limits", "1", flag(), "0 turns throttles and daily limits off (load tests only)"},
    {"clock_offset_file", "", text(), "file with a number of seconds that moves the program's clock (tests only)"},
    {"worker.database_user", "certportal_worker", text(), "database user of the workers"},
    {"worker.database_password_file", "", text(), "file with its password; empty: none"},
    {"worker.form_key_file", "", text(), "key that signs the forms shown before sign-in, the same on all hosts"},
    {"jobs.database_user", "certportal_jobs", text(), "database user of jobs"},
    {"jobs.database_password_file", "", text(), "file with its password; empty: none"},
    {"jobs.seal_secret_key_file", "", text(), "secret key that opens sealed mail tokens"},
    {"jobs.receipt_key_file", "", text(), "private key (PEM) of the receipt certificate"},
    {"jobs.audit_key_file", "", text(), "key that seals audit events into a chain; empty: they are not sealed"},
    {"operator.database_user", "certportal_operator", text(), "database user of the operator's commands"},
    {"operator.database_password_file", "", text(), "file with its password; empty: none"},
    {"operator.audit_key_file", "", text(), "the same key as that of jobs, for audit verify"},
    {"product.*.name_de", "", text(), "the product's name in German"},
    {"product.*.name_en", "", text(), "and in English"},
    {"product.*.issuer", "", text(), "the issuer: NAME of a section [issuer.NAME]"},
    {"product.*.lifetime_days", "200", number(1, 10000), "lifetime of its certificates in days"},
    {"product.*.key_types", "rsa, p256, p384, p521, ed25519", text(), "kinds of keys that it takes, comma separated"},
    {"product.*.wildcards", "1", flag(), "1: names like *.example.org are taken"},
    {"product.*.auto_approval", "0", flag(), "1: an order whose every name the organisation holds needs no officer"},
    {"product.*.officers", "1", number(1, 2), "how many officers have to approve an order: 1 or 2"},
    {"product.*.organisation_in_subject", "0", flag(), "1: organisation, city and country stand in the certificate"},
    {"product.*.same_key", "1", flag(), "1: a renewal may keep the key, for 398 days at most"},
    {"issuer.*.kind", "", text(),
     "local (a CA of this portal), cmp (a CA that speaks CMP), or manual (an officer uploads)"},
    {"issuer.*.certificate_file", "", text(),
     "local: the issuing CA's certificate (PEM); cmp: that of a key of our own"},
    {"issuer.*.key_file", "", text(), "its private key: a file (PEM, mode 0600), or a pkcs11: URI (RFC 7512)"},
    {"issuer.*.passphrase_file", "", text(), "file with the key's passphrase, or the token's PIN; empty: none"},
    {"issuer.*.pkcs11_module", "", text(), "local: the token's PKCS#11 library"},
    {"issuer.*.crl_days", "7", number(1, 366),
     "local: so many days a CRL is valid; a new one is made after half of them"},
    {"issuer.*.subject_extra", "", text(),
     "cmp, manual: what the CA may add to a subject, comma separated: O=Example Hosting GmbH, C=DE"},
    {"issuer.*.url", "", text(), "cmp: address of the CA's CMP service, http://HOST:PORT/PATH"},
    {"issuer.*.reference", "", text(), "cmp: the name by which the CA knows the secret"},
    {"issuer.*.secret_file", "", text(),
     "cmp: file with the secret shared with the CA; empty: messages are signed by key_file"},
    {"issuer.*.ca_file", "", text(), "cmp: CA certificates (PEM) that the CA's signed answers must lead to"},
    {"issuer.*.timeout_seconds", "30", number(1, 600), "cmp: so long one exchange with the CA may take"},
};

// A NAME of the file, as the reference writes its key: "product.web.issuer" is "product.*.issuer".
struct StarredKey {
  std::string pattern;
  std::string kind, name;  // "product", "web"; both "" for a key without a star
};

StarredKey starred(std::string_view key) {
  auto first = key.find('.'), last = key.rfind('.');
  if (first == last) return {std::string(key), "", ""};
  std::string kind(key.substr(0, first));
  return {kind + ".*" + std::string(key.substr(last)), kind, std::string(key.substr(first + 1, last - first - 1))};
}

bool is_section_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

const ConfigKey* find_key(std::string_view pattern) {
  for (const ConfigKey& key : kKeys)
    if (key.name == pattern) return &key;
  return nullptr;
}

std::string nearest_key(std::string_view wrong) {
  std::vector<std::string_view> known;
  for (const ConfigKey& key : kKeys) known.push_back(key.name);
  return nearest(wrong, known);
}

std::string check_number(const ConfigKey::Form& form, const std::string& value) {
  long number = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) return "is not a whole number";
  if (number >= form.lowest && number <= form.highest) return "";
  return "must be a number from " + std::to_string(form.lowest) + " to " + std::to_string(form.highest);
}

std::string check_form(const ConfigKey::Form& form, const std::string& value) {
  switch (form.kind) {
    case ConfigKey::Kind::flag: return value == "0" || value == "1" ? "" : "must be 1 or 0";
    case ConfigKey::Kind::number: return check_number(form, value);
    case ConfigKey::Kind::choice:
      for (std::string_view one : split(form.choices, ','))
        if (value == trim(one)) return "";
      return "must be one of " + std::string(form.choices);
    case ConfigKey::Kind::text: break;
  }
  return "";
}

std::string check_value(const ConfigKey& known, const std::string& value) {
  std::string_view key = known.name;
  if (std::string problem = check_form(known.form, value); !problem.empty()) return problem;
  if (key == "table_prefix" &&
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos)
    return "may hold letters, digits and _ only";
  if (key == "base_url" || (key == "pki_url" && !value.empty())) {
    if (!value.starts_with("http://") && !value.starts_with("https://")) return "must start with http:// or https://";
    if (value.ends_with('/')) return "must not end with a slash";
  }
  return "";
}
}  // namespace

std::span<const ConfigKey> config_keys() { return kKeys; }

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
  for (const ConfigKey& key : kKeys)
    if (!key.is_starred()) config.values_.emplace(key.name, key.default_value);
  std::istringstream stream(text);
  std::map<std::string, int> seen;
  try {
    // No description of options here: unknown keys are wanted back, to name the nearest one.
    for (const auto& option : po::parse_config_file(stream, po::options_description{}, true).options) {
      const std::string& key = option.string_key;
      StarredKey place = starred(key);
      const ConfigKey* known = find_key(place.pattern);
      if (!known) return refuse("unknown key '" + key + "'; did you mean '" + nearest_key(key) + "'?");
      if (++seen[key] > 1) return refuse("key '" + key + "' stands twice");
      if (!place.kind.empty() && !config.add_section(place.kind, place.name))
        return refuse("'" + place.name + "' is no NAME of a section [" + place.kind +
                      ".NAME]: up to 40 lower-case letters, digits, - and _");
      std::string& value = config.values_[key];
      value = option.value.empty() ? "" : std::string(trim(option.value.front()));
      if (std::string problem = check_value(*known, value); !problem.empty())
        return refuse("key '" + key + "' " + problem + ": '" + value + "'");
    }
  } catch (const po::error& error) {
    return refuse(error.what());
  }
  return config;
}

bool Config::add_section(const std::string& kind, const std::string& name) {
  if (!is_section_name(name)) return false;
  std::vector<std::string>& known = names_[kind];
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  known.push_back(name);
  const std::string star = kind + ".*.";
  for (const ConfigKey& key : kKeys)
    if (key.name.starts_with(star))
      values_.emplace(kind + "." + name + "." + std::string(key.name.substr(star.size())), key.default_value);
  return true;
}

const std::vector<std::string>& Config::names(std::string_view kind) const {
  static const std::vector<std::string> none;
  auto found = names_.find(kind);
  return found == names_.end() ? none : found->second;
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
