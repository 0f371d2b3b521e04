#include "jobs/revocations.h"

#include "base/log.h"
#include "jobs/issuers.h"
#include "store/revocations.h"
#include "x509/certificate.h"

namespace certportal::jobs {
namespace {

using issuer::RevokeOutcome;
using store::ClaimedRevocation;

// Not a growing one, as orders have: a certificate whose key is known to others is to go as soon as the CA is back.
constexpr Seconds kPause = std::chrono::minutes(1);

// A CA may be told otherwise, or mended.
constexpr Seconds kPauseOfRefused = std::chrono::hours(24);

std::string text_of(const ClaimedRevocation& revocation) {
  return std::string(revocation.is_surplus ? "surplus certificate of order " : "certificate ") +
         model::to_text(revocation.number);
}

// Nobody asked for a surplus certificate, and nobody would ask again: it is done as long as the certificate lasts.
void write_refusal(Jobs& jobs, const ClaimedRevocation& revocation, const std::string& text) {
  if (!revocation.is_surplus) return store::mark_revocation_refused(jobs.database, revocation, text, now());
  auto certificate = x509::Certificate::from_der(revocation.der);
  std::optional<Time> again;
  if (certificate && certificate->not_after() > now()) again = now() + kPauseOfRefused;
  store::mark_surplus_refused(jobs.database, revocation, text, again);
}

// False: the CA cannot be reached.
bool write_answer(Jobs& jobs, const ClaimedRevocation& revocation, const RevokeOutcome& outcome) {
  const std::string what = text_of(revocation) + ": ";
  switch (outcome.kind) {
    case RevokeOutcome::Kind::revoked:
      store::mark_revoked(jobs.database, revocation, now());
      log_info(what + "revoked by " + revocation.issuer);
      return true;
    case RevokeOutcome::Kind::refused:
      write_refusal(jobs, revocation, outcome.text);
      log_warning(what + revocation.issuer + " does not revoke it: " + outcome.text);
      return true;
    case RevokeOutcome::Kind::unreachable:
      store::keep_revocation(jobs.database, revocation, now() + kPause);
      log_warning(what + revocation.issuer + " is not reachable for its revocation: " + outcome.text);
      return false;
  }
  return false;
}

bool revoke(Jobs& jobs, const ClaimedRevocation& revocation) {
  RevokeOutcome outcome;
  try {
    outcome = use_issuer(jobs, revocation.issuer)->revoke(revocation.der, revocation.reason);
  } catch (const Broken&) {
    store::keep_revocation(jobs.database, revocation, now() + kPause);
    throw;
  }
  return write_answer(jobs, revocation, outcome);
}

}  // namespace

void revoke_certificates(Jobs& jobs, const std::function<bool()>& stop) {
  std::vector<std::string> issuers;
  for (const std::string& name : jobs.issuers)
    if (is_remote(jobs, name)) issuers.push_back(name);
  for (bool is_reachable = true; is_reachable && !issuers.empty() && !stop();) {
    auto claimed = store::claim_revocation(jobs.database, issuers, jobs.claim, now());
    if (!claimed) return;
    is_reachable = revoke(jobs, *claimed);
  }
}

}  // namespace certportal::jobs
