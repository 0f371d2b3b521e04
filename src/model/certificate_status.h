// The state of a certificate as lists show it, and when it is renewable (orders.md).
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/config.h"

namespace certportal::model {

enum class CertificateStatus { active, expiring, expired, revocation_pending, revoked, replaced };

inline constexpr CertificateStatus kCertificateStatuses[] = {
    CertificateStatus::active,  CertificateStatus::expiring,
    CertificateStatus::expired, CertificateStatus::revocation_pending,
    CertificateStatus::revoked, CertificateStatus::replaced};

std::string_view name(CertificateStatus status);  // "revocation_pending": as in URLs and SQL
std::optional<CertificateStatus> parse_certificate_status(std::string_view name);

// When the renewable end of a lifetime begins: the last of so many parts of it, or its last days, whichever is longer.
struct RenewableRule {
  long part = 3;
  Seconds at_least{0};

  // Of a lifetime; the list's filter says the same in SQL (store/certificate_list.cc).
  Seconds window(Seconds lifetime) const { return std::max(lifetime / part, at_least); }
};

RenewableRule renewable_rule(const Config& config);  // renewable_part, renewable_days

// What the state follows from; store/ fills it, so that lists, filters and pages use the same values.
struct CertificateFacts {
  Time not_before;
  Time not_after;  // still valid in this very second (RFC 5280 4.1.2.5)
  bool revoked = false;
  bool revocation_pending = false;
  bool replaced = false;
};

// The first that holds: revoked, revocation_pending, expired, replaced, expiring (renewable, see above), active.
CertificateStatus status_at(const CertificateFacts& facts, const RenewableRule& rule, Time now);

// The first second of renewing.
Time renewable_from(const CertificateFacts& facts, const RenewableRule& rule);

// The last second of renewing: 30 days after expiry.
Time renewable_until(Time not_after);

// "Verlängern": issued, neither revoked nor about to be, not replaced, no open order for it, between those
// two times.
bool is_renewable(const CertificateFacts& facts, const RenewableRule& rule, bool has_open_order, Time now);

}  // namespace certportal::model
