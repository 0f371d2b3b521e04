#include "model/certificate_status.h"

namespace certportal::model {

namespace {
constexpr auto kRenewableAfterEnd = std::chrono::days(30);
}  // namespace

std::string_view name(CertificateStatus status) {
  switch (status) {
    case CertificateStatus::active: return "active";
    case CertificateStatus::expiring: return "expiring";
    case CertificateStatus::expired: return "expired";
    case CertificateStatus::revocation_pending: return "revocation_pending";
    case CertificateStatus::revoked: return "revoked";
    case CertificateStatus::replaced: return "replaced";
  }
  return "";
}

std::optional<CertificateStatus> parse_certificate_status(std::string_view text) {
  for (CertificateStatus status : kCertificateStatuses)
    if (name(status) == text) return status;
  return std::nullopt;
}

RenewableRule renewable_rule(const Config& config) {
  return {config.number("renewable_part"), std::chrono::days(config.number("renewable_days"))};
}

CertificateStatus status_at(const CertificateFacts& facts, const RenewableRule& rule, Time now) {
  if (facts.revoked) return CertificateStatus::revoked;
  if (facts.revocation_pending) return CertificateStatus::revocation_pending;
  if (now > facts.not_after) return CertificateStatus::expired;
  if (facts.replaced) return CertificateStatus::replaced;
  if (now >= renewable_from(facts, rule)) return CertificateStatus::expiring;
  return CertificateStatus::active;
}

Time renewable_from(const CertificateFacts& facts, const RenewableRule& rule) {
  return facts.not_after - rule.window(facts.not_after - facts.not_before);
}

Time renewable_until(Time not_after) { return not_after + kRenewableAfterEnd; }

bool is_renewable(const CertificateFacts& facts, const RenewableRule& rule, bool has_open_order, Time now) {
  if (facts.revoked || facts.revocation_pending || facts.replaced || has_open_order) return false;
  return now >= renewable_from(facts, rule) && now <= renewable_until(facts.not_after);
}

}  // namespace certportal::model
