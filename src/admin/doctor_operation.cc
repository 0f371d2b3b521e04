// The doctor's look at what jobs watches: the same warnings by the same rules, found now instead of a minute ago.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "admin/doctor.h"
#include "jobs/operation.h"
#include "store/operation.h"

namespace certportal::admin {
namespace {

// What the doctor calls the part of the portal that a warning is about; else it is jobs.
constexpr struct {
  std::string_view kind, check;
} kChecks[] = {
    {"outbox_stuck", "mails"},
    {"mails_given_up", "mails"},
    {"crl_missing", "issuers"},
    {"crl_old", "issuers"},
    {"crl_ended", "issuers"},
    {"issuer_unusable", "issuers"},
    {"issuer_down", "issuers"},
    {"revocations_wait", "issuers"},
    {"surplus_not_revoked", "issuers"},
    {"orders_not_issued", "issuers"},
    {"orders_not_uploaded", "orders"},
    {"orders_undecided", "orders"},
    {"certificate_ends", "expiry"},
    {"certificate_ended", "expiry"},
    {"clock_off", "clock"},
    {"disk_full", "disk"},
};

void add(const model::Warning& warning, Findings& findings) {
  const auto* known =
      std::find_if(std::begin(kChecks), std::end(kChecks), [&](const auto& each) { return each.kind == warning.kind; });
  findings.push_back({warning.is_error ? Grade::error : Grade::warning,
                      std::string(known == std::end(kChecks) ? "jobs" : known->check), warning.text, warning.cure});
}

bool is_warned_of(const std::vector<model::Warning>& warnings, std::string_view kind, std::string_view subject) {
  return std::any_of(warnings.begin(), warnings.end(), [&](const model::Warning& warning) {
    return warning.kind.starts_with(kind) && warning.subject == subject;
  });
}

void add_what_is_well(const model::OperationFacts& facts, const std::vector<model::Warning>& warnings,
                      Findings& findings) {
  for (const model::CrlFacts& crl : facts.crls)
    if (!is_warned_of(warnings, "crl_", crl.issuer))
      findings.push_back(
          {Grade::ok, "issuers", "the CRL of " + crl.issuer + " is valid until " + to_iso(crl.ends_at), ""});
  for (const model::ExpiryFacts& each : facts.expiries)
    if (!is_warned_of(warnings, "certificate_", each.subject))
      findings.push_back(
          {Grade::ok, "expiry", "the certificate of " + each.subject + " is valid until " + to_iso(each.ends_at), ""});
  if (facts.clock_skew && !is_warned_of(warnings, "clock_off", facts.host))
    findings.push_back(
        {Grade::ok, "clock",
         "the database's clock differs by " + std::to_string(std::labs(facts.clock_skew->count())) + " s", ""});
  if (!is_warned_of(warnings, "outbox_stuck", ""))
    findings.push_back({Grade::ok, "mails", "waiting: " + std::to_string(facts.outbox.waiting), ""});
}

void examine_jobs(const store::Operation& operation, Findings& findings) {
  if (auto gone = model::find_jobs_warning(operation.jobs_seen_at, operation.jobs_host, jobs::host_time()))
    add(*gone, findings);
  else
    findings.push_back(
        {Grade::ok, "jobs", "last seen " + to_iso(*operation.jobs_seen_at) + " on host " + operation.jobs_host, ""});
}

}  // namespace

void examine_operation(const Config& config, store::Database& database, Findings& findings) {
  const Time at = now();
  const auto facts = jobs::gather_facts(config, database, at);
  const auto warnings = model::find_warnings(facts, at);
  examine_jobs(store::read_operation(database, at), findings);
  for (const model::Warning& warning : warnings) add(warning, findings);
  add_what_is_well(facts, warnings, findings);
  if (config.text("operator_email").empty())
    findings.push_back({Grade::ok, "operator_email", "not set: nobody gets a mail about warnings", ""});
}

}  // namespace certportal::admin
