#include "issuer/cmp_settings.h"

#include "base/file.h"
#include "issuer/local.h"
#include "x509/bundle.h"

namespace certportal::issuer {
namespace {

class Reader {
 public:
  Reader(const Config& config, std::string name) : config_(config), name_(std::move(name)) {}

  std::string key(const char* key) const { return "issuer." + name_ + "." + key; }
  const std::string& text(const char* which) const { return config_.text(key(which)); }

  Error refuse(const char* which, const std::string& why) const {
    return {Code::invalid, "", config_.path() + ": key '" + key(which) + "': " + why};
  }

  Result<std::vector<x509::Certificate>> certificates(const char* which) const {
    if (text(which).empty()) return std::vector<x509::Certificate>();
    auto content = read_file(text(which), 1 << 20);
    if (!content) return refuse(which, content.error().log);
    auto found = x509::parse_bundle(*content).certificates;
    if (found.empty()) return refuse(which, text(which) + " holds no certificate");
    return found;
  }

 private:
  const Config& config_;
  std::string name_;
};

Result<void> check_protection(const Reader& reader, const CmpSettings& settings) {
  if (!settings.secret.empty()) {
    if (settings.reference.empty()) return reader.refuse("reference", "is not set: the CA finds the secret by it");
    return {};
  }
  if (!settings.key)
    return reader.refuse("secret_file", "is not set, and neither is key_file: messages to the CA need one of them");
  if (settings.certificates.empty())
    return reader.refuse("certificate_file", "is not set: the CA knows key_file by it");
  if (!settings.key->belongs_to(settings.certificates.front()))
    return reader.refuse("certificate_file", "its first certificate is not that of key_file");
  if (settings.trusted.empty())
    return reader.refuse("ca_file", "is not set: without a secret, the CA's answers are proved by a signature");
  return {};
}

}  // namespace

Result<CmpSettings> read_cmp_settings(const Config& config, const std::string& name) {
  Reader reader(config, name);
  CmpSettings settings;
  auto address = parse_cmp_url(reader.text("url"));
  if (!address) return reader.refuse("url", address.error().log);
  settings.address = std::move(*address);
  settings.timeout = Seconds(config.number(reader.key("timeout_seconds")));
  settings.subject_extra = config.list(reader.key("subject_extra"));
  settings.reference = reader.text("reference");
  auto secret = read_secret(config, name, "secret_file");
  if (!secret) return secret.error();
  settings.secret = std::move(*secret);
  auto own = reader.certificates("certificate_file"), trusted = reader.certificates("ca_file");
  if (!own) return own.error();
  if (!trusted) return trusted.error();
  settings.certificates = std::move(*own);
  settings.trusted = std::move(*trusted);
  if (settings.secret.empty() && !reader.text("key_file").empty()) {
    auto key = load_key(config, name, reader.text("key_file"));
    if (!key) return key.error();
    settings.key = std::move(*key);
  }
  if (auto fine = check_protection(reader, settings); !fine) return fine.error();
  return settings;
}

}  // namespace certportal::issuer
