// What a technical contact can do with a certificate, and if not, why (orders.md). Pure.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "model/certificate_status.h"
#include "model/product.h"
#include "model/reference.h"

namespace certportal::model {

// How long a key may go on in renewals, from its first certificate on.
inline constexpr Seconds kSameKeyLasts = std::chrono::hours(24 * 398);

struct CertificateStanding {
  CertificateFacts facts;
  RenewableRule rule = {};
  std::optional<CertificateNumber> replaced_by = {};
  std::optional<CertificateNumber> open_order = {};  // that renews or re-issues it
  bool is_imported = false;                          // it came from no order here
  std::optional<IssuerKind> issuer_kind = {};        // nullopt: imported, or the configuration knows its issuer no more
};

// Errors of all: conflict, CERTIFICATE_REVOKED, CERTIFICATE_REVOCATION_PENDING; values FROM and END are times as
// to_sql() writes them.

// As is_renewable(). Errors also CERTIFICATE_REPLACED (NUMBER), ORDER_OPEN_FOR_CERTIFICATE (NUMBER),
// CERTIFICATE_NOT_RENEWABLE_YET (FROM), RENEWAL_OVER (END).
Result<void> check_renewal(const CertificateStanding& standing, Time now);

// Errors also CERTIFICATE_REPLACED, ORDER_OPEN_FOR_CERTIFICATE, CERTIFICATE_EXPIRED.
Result<void> check_reissue(const CertificateStanding& standing, Time now);

// Errors also CERTIFICATE_EXPIRED; CERTIFICATE_IMPORTED, CERTIFICATE_MANUAL: nobody here can revoke it, and the caller
// adds the value ISSUER: whom to ask.
Result<void> check_revocation(const CertificateStanding& standing, Time now);

}  // namespace certportal::model
