// The state of a certificate as lists show it, and when it is renewable (orders.md).
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace certportal::model {

enum class CertificateStatus { active, expiring, expired, revocation_pending, revoked, replaced };

inline constexpr CertificateStatus kCertificateStatuses[] = {
    CertificateStatus::active,  CertificateStatus::expiring,
    CertificateStatus::expired, CertificateStatus::revocation_pending,
    CertificateStatus::revoked, CertificateStatus::replaced};

std::string_view name(CertificateStatus status);  // "revocation_pending": as in URLs and SQL
std::optional<CertificateStatus> parse_certificate_status(std::string_view name);

// What the state follows from; store/ fills it, so that lists, filters and pages use the same values.
struct CertificateFacts {
  Time not_before;
  Time not_after;      // still valid in this very second (RFC 5280 4.1.2.5)
  Time expiring_from;  // renewable_from() of the two, as stored
  bool revoked = false;
  bool revocation_pending = false;
  bool replaced = false;
};

// The first that holds: revoked, revocation_pending, expired, replaced, expiring (its last third), active.
CertificateStatus status_at(const CertificateFacts& facts, Time now);

// The beginning of the last third of the lifetime.
Time renewable_from(Time not_before, Time not_after);

// The last second of renewing: 30 days after expiry.
Time renewable_until(Time not_after);

// "Verlängern": issued, neither revoked nor about to be, not replaced, no open order for it, between those
// two times.
bool is_renewable(const CertificateFacts& facts, bool has_open_order, Time now);

}  // namespace certportal::model
