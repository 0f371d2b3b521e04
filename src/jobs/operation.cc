#include "jobs/operation.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "base/file.h"
#include "issuer/local.h"
#include "model/product.h"
#include "store/inspection.h"
#include "store/operation.h"
#include "x509/bundle.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;
constexpr char kLanguage[] = "en";  // of what doctor says, which these mails repeat

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "this host";
}

bool is_of_kind(const Config& config, const std::string& issuer, model::IssuerKind kind) {
  return model::kind_of_issuer(config, issuer) == kind;
}

// Of those that the configuration no longer names nobody renews one.
void pick_crls(const Config& config, model::OperationFacts& facts) {
  auto crls = std::exchange(facts.crls, {});
  for (const std::string& issuer : config.names("issuer")) {
    if (!is_of_kind(config, issuer, model::IssuerKind::local)) continue;
    auto crl = std::find_if(crls.begin(), crls.end(), [&](const auto& each) { return each.issuer == issuer; });
    if (crl == crls.end())
      facts.issuers_without_crl.push_back(issuer);
    else
      facts.crls.push_back(*crl);
  }
}

Seconds longest_lifetime(const Config& config, const std::string& issuer) {
  Seconds longest{0};
  if (auto products = model::read_products(config))
    for (const model::Product& product : *products)
      if (product.issuer == issuer) longest = std::max<Seconds>(longest, std::chrono::days(product.lifetime_days));
  return longest;
}

// Files that this user may not read are none of its business; doctor tells of those that are missing.
void add_expiry(const std::string& path, const std::string& subject, model::OperationFacts& facts) {
  if (path.empty()) return;
  auto content = read_file(path, kLargestFile);
  if (!content) return;
  auto certificates = x509::parse_bundle(*content).certificates;
  if (!certificates.empty()) facts.expiries.push_back({subject, certificates.front().not_after(), Seconds{0}});
}

void add_certificates(const Config& config, model::OperationFacts& facts) {
  for (const std::string& issuer : config.names("issuer")) {
    if (!is_of_kind(config, issuer, model::IssuerKind::local)) {
      add_expiry(config.text("issuer." + issuer + ".certificate_file"), "issuer " + issuer, facts);
    } else if (auto certificate = issuer::load_certificate(config, issuer)) {
      facts.expiries.push_back({"issuer " + issuer, certificate->not_after(), longest_lifetime(config, issuer)});
    } else {
      facts.unusable_issuers.push_back({issuer, certificate.error().log});
    }
  }
  add_expiry(config.text("receipt_certificate_file"), "receipts", facts);
}

void add_disks(const Config& config, model::OperationFacts& facts) {
  for (const char* key : {"run_dir", "log_dir", "pki_dir"}) {
    const std::string& folder = config.text(key);
    std::error_code problem;
    auto space = std::filesystem::space(folder, problem);
    if (!folder.empty() && !problem) facts.disks.push_back({key, folder, space.available, space.capacity});
  }
}

}  // namespace

model::OperationFacts gather_facts(const Config& config, store::Database& database, Time now) {
  model::OperationFacts facts = store::read_facts(database, now);
  facts.host = host_name();
  pick_crls(config, facts);
  for (model::IssuerQueue& queue : facts.approved_orders)
    queue.is_manual = is_of_kind(config, queue.issuer, model::IssuerKind::manual);
  if (config.text("jobs.audit_key_file").empty()) facts.oldest_unsealed.reset();
  facts.clock_skew = store::server_time(database) - host_time();
  add_certificates(config, facts);
  add_disks(config, facts);
  return facts;
}

Time host_time() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }

void watch_operation(Jobs& jobs) {
  const Time at = now();
  auto facts = gather_facts(jobs.config, jobs.database, at);
  store::note_jobs(jobs.database, facts.host, host_time());
  store::keep_warnings(jobs.database, facts.host, model::find_warnings(facts, at), at);
  const std::string& recipient = jobs.config.text("operator_email");
  if (!recipient.empty()) store::mail_warnings(jobs.database, recipient, kLanguage, at);
}

}  // namespace certportal::jobs
