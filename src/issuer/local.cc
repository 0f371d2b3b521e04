#include "issuer/local.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/broken.h"
#include "base/file.h"
#include "base/file_rights.h"
#include "base/text.h"
#include "x509/bundle.h"
#include "x509/csr.h"
#include "x509/encoding.h"

namespace certportal::issuer {
namespace {

constexpr std::size_t kLargestFile = 64 << 10;

std::string key_of(const std::string& name, const char* key) { return "issuer." + name + "." + key; }

Error refuse(const Config& config, const std::string& key, const std::string& why) {
  return {Code::invalid, "", config.path() + ": key '" + key + "': " + why};
}

Result<void> check_mode(const Config& config, const std::string& key, const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return refuse(config, key, path + ": " + std::strerror(errno));
  if (is_open_to_others(status))
    return refuse(config, key, path + " is open to others than its owner: chmod 0600 " + path);
  return {};
}

x509::LeafContent leaf_content(const IssueRequest& request, std::string public_key) {
  const model::OrderContent& asked = request.content;
  return {std::move(public_key), asked.common_name, asked.names,        asked.organisation, asked.city,
          asked.country,         request.serial,    request.not_before, request.not_after};
}

// A row that is damaged is not the CA's trouble.
Result<std::string> public_key_of(std::string_view csr) {
  try {
    return x509::Csr::from_stored(csr).public_key_der();
  } catch (const Broken& problem) {
    return Error{Code::invalid, "", std::string("the order's CSR cannot be read: ") + problem.what()};
  }
}

class LocalIssuer : public Issuer {
 public:
  LocalIssuer(x509::Authority authority, x509::Publication publication)
      : authority_(std::move(authority)), publication_(std::move(publication)) {}

  IssueOutcome issue(const IssueRequest& request) override {
    IssueOutcome outcome;
    if (request.not_before > now()) {  // reserved by a host whose clock is ahead of this one's
      outcome.kind = IssueOutcome::Kind::waiting;
      outcome.text = "the certificate's start is in the future: the clocks of the hosts differ";
      outcome.again_after = request.not_before - now();
      return outcome;
    }
    auto der = sign(request);
    if (!der) {
      outcome.kind = IssueOutcome::Kind::refused;
      outcome.text = der.error().log;
      return outcome;
    }
    outcome.kind = IssueOutcome::Kind::issued;
    outcome.certificate = std::move(*der);
    outcome.ca_certificates = {authority_.certificate().der()};
    return outcome;
  }

  RevokeOutcome revoke(std::string_view, model::RevocationReason) override {
    return {RevokeOutcome::Kind::revoked, ""};
  }

 private:
  Result<std::string> sign(const IssueRequest& request) const {
    auto public_key = public_key_of(request.csr);
    if (!public_key) return public_key.error();
    if (x509::sha256(*public_key) != request.content.key_sha256)
      return Error{Code::invalid, "", "the order's CSR has another key than the one that was approved"};
    return authority_.sign_leaf(leaf_content(request, std::move(*public_key)), publication_);
  }

  x509::Authority authority_;
  x509::Publication publication_;
};

}  // namespace

Result<std::string> read_secret(const Config& config, const std::string& name, const char* which) {
  const std::string key = key_of(name, which);
  const std::string& path = config.text(key);
  if (path.empty()) return std::string();
  if (auto mode = check_mode(config, key, path); !mode) return mode.error();
  auto content = read_file(path, 4096);
  if (!content) return refuse(config, key, content.error().log);
  std::string secret(trim(*content));
  if (secret.empty()) return refuse(config, key, path + " is empty");
  return secret;
}

Result<std::string> read_passphrase(const Config& config, const std::string& name) {
  return read_secret(config, name, "passphrase_file");
}

Result<x509::PrivateKey> load_key(const Config& config, const std::string& name, const std::string& path) {
  const std::string key = key_of(name, "key_file");
  if (path.empty()) return refuse(config, key, "is not set");
  auto passphrase = read_passphrase(config, name);
  if (!passphrase) return passphrase.error();
  if (x509::is_token_uri(path)) {
    const std::string& module = config.text(key_of(name, "pkcs11_module"));
    if (module.empty()) return refuse(config, key_of(name, "pkcs11_module"), "is not set");
    auto loaded = x509::PrivateKey::from_token(path, module, *passphrase);
    return loaded ? loaded : refuse(config, key, loaded.error().log);
  }
  if (auto mode = check_mode(config, key, path); !mode) return mode.error();
  auto content = read_file(path, kLargestFile);
  if (!content) return refuse(config, key, content.error().log);
  auto loaded = x509::PrivateKey::read(*content, *passphrase);
  return loaded ? loaded : refuse(config, key, path + ": " + loaded.error().log);
}

Result<x509::Certificate> load_certificate(const Config& config, const std::string& name) {
  const std::string key = key_of(name, "certificate_file");
  const std::string& path = config.text(key);
  if (path.empty()) return refuse(config, key, "is not set");
  auto content = read_file(path, kLargestFile);
  if (!content) return refuse(config, key, content.error().log + "; certportal ca init " + name + " makes it");
  auto certificates = x509::parse_bundle(*content).certificates;
  if (certificates.empty()) return refuse(config, key, path + " holds no certificate");
  return certificates.front();
}

Result<x509::Authority> load_authority(const Config& config, const std::string& name) {
  if (is_shared_user(config) && !config.flag("allow_shared_user"))
    return refuse(config, key_of(name, "key_file"),
                  "this system user reads the workers' secrets, too: who takes over a worker could sign certificates; "
                  "run jobs as a user of its own, or set allow_shared_user = 1");
  auto certificate = load_certificate(config, name);
  if (!certificate) return certificate.error();
  auto key = load_key(config, name, config.text(key_of(name, "key_file")));
  if (!key) return key.error();
  auto authority = x509::Authority::make(std::move(*certificate), std::move(*key));
  return authority ? authority : refuse(config, key_of(name, "certificate_file"), authority.error().log);
}

bool is_shared_user(const Config& config) {
  const std::string& form_key = config.text("worker.form_key_file");
  return geteuid() != 0 && !form_key.empty() && access(form_key.c_str(), R_OK) == 0;
}

std::string pki_url(const Config& config) {
  const std::string& url = config.text("pki_url");
  return url.empty() ? config.text("base_url") + "/pki" : url;
}

x509::Publication publication_of(const Config& config, const std::string& name) {
  const std::string start = pki_url(config) + "/" + name;
  return {start + ".cer", start + ".crl"};
}

std::string root_url(const Config& config, const std::string& name) {
  return pki_url(config) + "/" + name + ".root.cer";
}

Result<std::unique_ptr<Issuer>> make_local_issuer(const Config& config, const std::string& name) {
  auto authority = load_authority(config, name);
  if (!authority) return authority.error();
  return std::unique_ptr<Issuer>(std::make_unique<LocalIssuer>(std::move(*authority), publication_of(config, name)));
}

}  // namespace certportal::issuer
