#include "jobs/crl.h"

#include <sys/stat.h>

#include <chrono>
#include <map>
#include <vector>

#include "base/file.h"
#include "base/log.h"
#include "issuer/local.h"
#include "model/product.h"
#include "model/revocation_reason.h"
#include "store/ca_certificates.h"
#include "x509/chain.h"
#include "x509/crl.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kLargestCrl = 256 << 20;
constexpr mode_t kPublic = 0644;

std::string path_of(const Config& config, const std::string& issuer, const char* ending) {
  return config.text("pki_dir") + "/" + issuer + ending;
}

// What tells a file from the one that was there before: a new one is never written into the old one's place.
struct Trace {
  ino_t inode = 0;
  off_t size = -1;
  timespec changed{};

  bool operator==(const Trace& other) const {
    return inode == other.inode && size == other.size && changed.tv_sec == other.changed.tv_sec &&
           changed.tv_nsec == other.changed.tv_nsec;
  }
};

Trace trace_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_size, status.st_ctim};
}

// The number of the CRL in the public folder, 0 if there is none that can be read. A large one is read once.
std::uint64_t published_number(const std::string& path) {
  struct Known {
    Trace trace;
    std::uint64_t number = 0;
  };
  static std::map<std::string, Known> known;
  Known& entry = known[path];
  Trace trace = trace_of(path);
  if (entry.trace == trace) return entry.number;
  entry = {trace, 0};
  if (auto der = read_file(path, kLargestCrl))
    if (auto number = x509::read_crl_number(*der)) entry.number = *number;
  return entry.number;
}

// A damaged row keeps no other certificate off the CRL.
std::vector<x509::RevokedCertificate> to_revoked(const std::vector<store::CrlEntry>& entries) {
  std::vector<x509::RevokedCertificate> revoked;
  revoked.reserve(entries.size());
  for (const store::CrlEntry& entry : entries) {
    if (x509::is_serial(entry.serial))
      revoked.push_back({entry.serial, entry.revoked_at, model::code(entry.reason)});
    else
      log_error("certificate " + model::to_text(entry.number) +
                " stands in no CRL: its revocation has no serial number");
  }
  return revoked;
}

Seconds life_of_crl(const Config& config, const std::string& issuer) {
  return std::chrono::days(config.number("issuer." + issuer + ".crl_days"));
}

// A public number above the stored one means that the database was restored: the stored CRL knows less.
bool is_due(store::Database& database, const Config& config, const std::string& issuer, Time at) {
  auto last = store::find_crl_facts(database, issuer);
  if (!last || at >= last->made_at + (last->next_update - last->made_at) / 2) return true;
  if (!config.text("pki_dir").empty() && published_number(path_of(config, issuer, ".crl")) > last->number) return true;
  return store::has_unlisted_revocations(database, issuer);
}

std::uint64_t next_number(const Config& config, const std::string& issuer, std::uint64_t before) {
  std::uint64_t shown = config.text("pki_dir").empty() ? 0 : published_number(path_of(config, issuer, ".crl"));
  return std::max(before, shown) + 1;
}

void publish_file(const std::string& path, const std::string& content) {
  auto there = read_file(path, kLargestCrl);
  if (!there || *there != content) replace_file(path, content, kPublic);
}

void publish_crl(store::Database& database, const Config& config, const std::string& issuer) {
  const std::string path = path_of(config, issuer, ".crl");
  auto last = store::find_crl_facts(database, issuer);
  if (!last || published_number(path) >= last->number) return;
  replace_file(path, store::find_crl(database, issuer), kPublic);
  log_info("CRL " + std::to_string(last->number) + " of " + issuer + " published");
}

// As the database knows it: `ca init` and `certificate import` put it there.
std::optional<x509::Certificate> find_root(store::Database& database, const x509::Certificate& issuing) {
  auto find = [&](const std::string& subject) {
    std::vector<x509::Certificate> found;
    for (const std::string& der : store::find_ca_certificates(database, subject))
      if (auto certificate = x509::Certificate::from_der(der)) found.push_back(*certificate);
    return found;
  };
  x509::Chain chain = x509::build_chain(issuing, find, now());
  if (!chain.complete || chain.issuers.empty()) return std::nullopt;
  return chain.issuers.back();
}

void refresh(Jobs& jobs, const std::string& issuer) {
  std::string trouble;
  if (is_due(jobs.database, jobs.config, issuer, now())) {
    auto made = make_crl(jobs.database, jobs.config, issuer);
    if (!made) trouble = made.error().log;
  }
  if (auto published = publish_issuer(jobs.database, jobs.config, issuer); !published && trouble.empty())
    trouble = published.error().log;
  if (!trouble.empty()) throw Broken(trouble);
}

}  // namespace

Result<std::optional<store::CrlFacts>> make_crl(store::Database& database, const Config& config,
                                                const std::string& issuer) {
  auto authority = issuer::load_authority(config, issuer);
  if (!authority) return authority.error();
  auto last = store::find_crl_facts(database, issuer);
  const std::uint64_t before = last ? last->number : 0;
  Time at = now();
  auto entries = store::list_crl_entries(database, issuer);
  auto revoked = to_revoked(entries);
  store::CrlFacts facts{next_number(config, issuer, before), at, at + life_of_crl(config, issuer), revoked.size()};
  std::string der = x509::sign_crl(authority->certificate(), authority->key(),
                                   {facts.number, facts.made_at, facts.next_update, std::move(revoked)});
  if (!store::replace_crl(database, issuer, before, facts, der, entries)) return std::optional<store::CrlFacts>();
  log_info("CRL " + std::to_string(facts.number) + " of " + issuer +
           " made, entries: " + std::to_string(facts.entries));
  return std::optional(facts);
}

Result<void> publish_issuer(store::Database& database, const Config& config, const std::string& issuer) {
  if (config.text("pki_dir").empty()) return {};
  publish_crl(database, config, issuer);
  auto certificate = issuer::load_certificate(config, issuer);
  if (!certificate) return certificate.error();
  publish_file(path_of(config, issuer, ".cer"), certificate->der());
  if (auto root = find_root(database, *certificate)) publish_file(path_of(config, issuer, ".root.cer"), root->der());
  return {};
}

void refresh_crls(Jobs& jobs, const std::function<bool()>& stop) {
  std::string trouble;
  for (const std::string& issuer : jobs.config.names("issuer")) {
    if (model::kind_of_issuer(jobs.config, issuer) != model::IssuerKind::local) continue;
    if (stop()) return;
    try {
      refresh(jobs, issuer);
    } catch (const Unavailable&) {
      throw;
    } catch (const Broken& problem) {
      trouble += (trouble.empty() ? "" : "; ") + issuer + ": " + problem.what();
    }
  }
  if (!trouble.empty()) throw Broken(trouble);
}

}  // namespace certportal::jobs
