// The doctor's look at issuers and products: files and what is published. It opens no private key.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "admin/ca_files.h"
#include "admin/doctor.h"
#include "admin/operator.h"
#include "base/file.h"
#include "base/file_rights.h"
#include "issuer/local.h"
#include "model/product.h"
#include "store/revocations.h"
#include "x509/crl.h"
#include "x509/signing_key.h"

namespace certportal::admin {
namespace {

constexpr std::size_t kLargestCrl = 256 << 20;

std::string key_of(const std::string& issuer, const char* key) { return "issuer." + issuer + "." + key; }

// What others may read is no secret; what this user may not see is none of its business.
void examine_mode(const std::string& what, const std::string& path, Findings& findings) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) {
    if (is_open_to_others(status))
      findings.push_back(
          {Grade::error, "issuers", what + " " + path + " is open to others than its owner", "chmod 0600 " + path});
    else
      findings.push_back({Grade::ok, "issuers", what + " " + path, ""});
  } else if (errno != EACCES) {
    findings.push_back({Grade::error, "issuers", what + " " + path + ": " + std::strerror(errno),
                        "put the file back; certportal ca init makes that of a new local CA"});
  }
}

void examine_issuer_files(const Config& config, const std::string& issuer, Findings& findings) {
  for (const char* key : {"key_file", "passphrase_file", "secret_file"}) {
    const std::string& path = config.text(key_of(issuer, key));
    if (!path.empty() && !x509::is_token_uri(path)) examine_mode(key_of(issuer, key), path, findings);
  }
}

// Whoever takes it over can make CAs that every client of this one trusts, for twenty years.
void examine_root_key(const Config& config, const std::string& issuer, Findings& findings) {
  const std::string path = root_key_file(config, issuer);
  if (!path.starts_with('/') || access(path.c_str(), F_OK) != 0) return;
  findings.push_back({Grade::warning, "issuers", "the root's key of " + issuer + " is still on this machine: " + path,
                      "move it to a safe place off the machine: only ca init needs it, for another issuing CA"});
}

void examine_shared_user(const Config& config, Findings& findings) {
  if (!issuer::is_shared_user(config)) return;
  bool is_allowed = config.flag("allow_shared_user");
  findings.push_back({is_allowed ? Grade::warning : Grade::error, "issuers",
                      "who takes over a worker can use the keys of local issuers: both run as one system user",
                      is_allowed ? "where the host allows it, run jobs as a user of its own"
                                 : "run jobs as a user of its own, or set allow_shared_user = 1"});
}

void examine_published(const Config& config, const std::string& issuer, std::uint64_t number, Findings& findings) {
  const std::string& dir = config.text("pki_dir");
  if (dir.empty()) return;
  const std::string path = dir + "/" + issuer + ".crl";
  auto der = read_file(path, kLargestCrl);
  auto found = der ? x509::read_crl_number(*der) : Result<std::uint64_t>(der.error());
  if (!found || *found < number)
    findings.push_back({Grade::warning, "issuers", path + (found ? " is not the latest CRL" : " is no CRL"),
                        "see whether jobs runs on this host and may write into " + dir});
}

void examine_publication(const Config& config, Findings& findings) {
  if (config.text("pki_dir").empty())
    findings.push_back({Grade::warning, "issuers", "pki_dir is not set: no CRL is published",
                        "set it to a folder that jobs writes and the web server serves as /pki/"});
  const std::string url = issuer::pki_url(config);
  if (url.starts_with("https://"))
    findings.push_back({Grade::warning, "issuers",
                        "certificates name their CRL by " + url + ": many programs ask for none by https",
                        "serve pki_dir by http as well, and set pki_url to that address"});
}

}  // namespace

void examine_issuers(const Config& config, Findings& findings) {
  auto products = model::read_products(config);
  if (!products) return;  // told with the configuration
  if (products->empty())
    findings.push_back({Grade::warning, "products", "there is no product: nothing can be ordered",
                        "add a section [product.NAME]; certportal config --defaults shows its keys"});
  std::vector<std::string> local;
  for (const std::string& issuer : config.names("issuer")) {
    examine_issuer_files(config, issuer, findings);
    if (model::kind_of_issuer(config, issuer) == model::IssuerKind::local) local.push_back(issuer);
  }
  if (!local.empty()) {
    examine_shared_user(config, findings);
    examine_publication(config, findings);
  }
  for (const std::string& issuer : local) examine_root_key(config, issuer, findings);
  try {
    auto database = open_database(config);
    for (const std::string& issuer : local)
      if (auto crl = database ? store::find_crl_facts(**database, issuer) : std::nullopt)
        examine_published(config, issuer, crl->number, findings);
  } catch (const Broken&) {  // told with the database
  }
}

}  // namespace certportal::admin
