#include "jobs/operation.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "base/file.h"
#include "issuer/local.h"
#include "model/product.h"
#include "store/audit_chain.h"
#include "store/inspection.h"
#include "store/operation.h"
#include "x509/bundle.h"

namespace certportal::jobs {
namespace {

constexpr std::uint64_t kMegabyte = 1 << 20;
constexpr std::size_t kLargestCertificate = 1 << 20;

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "this host";
}

bool is_local(const Config& config, const std::string& issuer) {
  return config.text("issuer." + issuer + ".kind") == "local";
}

// A CA that could be asked for certificates but has none of its own is one in trouble.
void add_issuers(const Config& config, model::OperationFacts& facts) {
  for (const std::string& issuer : config.names("issuer")) {
    if (!is_local(config, issuer)) continue;
    auto certificate = issuer::load_certificate(config, issuer);
    if (certificate)
      facts.expiries.push_back({"the certificate of issuer " + issuer, certificate->not_after()});
    else
      facts.issuers.push_back({issuer, certificate.error().log});
  }
}

void add_receipt_certificate(const Config& config, model::OperationFacts& facts) {
  const std::string& path = config.text("receipt_certificate_file");
  if (path.empty()) return;
  auto content = read_file(path, kLargestCertificate);
  if (!content) return;  // doctor tells
  auto certificates = x509::parse_bundle(*content).certificates;
  if (!certificates.empty())
    facts.expiries.push_back({"the certificate that signs receipts", certificates.front().not_after()});
}

void add_disks(const Config& config, model::OperationFacts& facts) {
  for (const char* key : {"run_dir", "pki_dir"}) {
    const std::string& folder = config.text(key);
    std::error_code problem;
    auto space = std::filesystem::space(folder, problem);
    if (!folder.empty() && !problem) facts.disks.push_back({folder, space.available / kMegabyte});
  }
}

}  // namespace

model::OperationFacts gather_facts(const Config& config, store::Database& database, Time now) {
  model::OperationFacts facts;
  facts.host = host_name();
  store::read_facts(database, now, facts);
  if (!config.text("jobs.audit_key_file").empty()) facts.oldest_unsealed = store::oldest_unsealed(database);
  facts.clock_skew = store::server_time(database) - std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  add_issuers(config, facts);
  add_receipt_certificate(config, facts);
  add_disks(config, facts);
  return facts;
}

void watch_operation(Jobs& jobs) {
  const Time at = now();
  auto facts = gather_facts(jobs.config, jobs.database, at);
  store::note_jobs(jobs.database, facts.host, at);
  store::keep_warnings(jobs.database, facts.host, model::find_warnings(facts, at), at);
  const std::string& recipient = jobs.config.text("operator_email");
  if (!recipient.empty()) store::mail_warnings(jobs.database, recipient, "en", at);
}

}  // namespace certportal::jobs
