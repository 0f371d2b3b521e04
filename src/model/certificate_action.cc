#include "model/certificate_action.h"

namespace certportal::model {
namespace {

Result<void> check_unrevoked(const CertificateStanding& standing) {
  if (standing.facts.revoked) return Error{Code::conflict, "CERTIFICATE_REVOKED", "the certificate is revoked"};
  if (standing.facts.revocation_pending)
    return Error{Code::conflict, "CERTIFICATE_REVOCATION_PENDING", "its revocation was asked for"};
  return {};
}

// A successor is there, or on its way.
Result<void> check_unfollowed(const CertificateStanding& standing) {
  if (standing.replaced_by)
    return Error{Code::conflict,
                 "CERTIFICATE_REPLACED",
                 "the certificate is replaced",
                 {{"NUMBER", to_text(*standing.replaced_by)}}};
  if (standing.open_order)
    return Error{Code::conflict,
                 "ORDER_OPEN_FOR_CERTIFICATE",
                 "an order for it is open",
                 {{"NUMBER", to_text(*standing.open_order)}}};
  return {};
}

Result<void> check_unexpired(const CertificateStanding& standing, Time now) {
  if (now > standing.facts.not_after)
    return Error{Code::conflict, "CERTIFICATE_EXPIRED", "the certificate has expired"};
  return {};
}

}  // namespace

Result<void> check_renewal(const CertificateStanding& standing, Time now) {
  if (auto good = check_unrevoked(standing); !good) return good;
  if (auto good = check_unfollowed(standing); !good) return good;
  if (now > renewable_until(standing.facts.not_after))
    return Error{Code::conflict, "RENEWAL_OVER", "expired for too long", {{"END", to_sql(standing.facts.not_after)}}};
  if (Time from = renewable_from(standing.facts, standing.rule); now < from)
    return Error{
        Code::conflict, "CERTIFICATE_NOT_RENEWABLE_YET", "renewable from " + to_iso(from), {{"FROM", to_sql(from)}}};
  return {};
}

Result<void> check_reissue(const CertificateStanding& standing, Time now) {
  if (auto good = check_unrevoked(standing); !good) return good;
  if (auto good = check_unfollowed(standing); !good) return good;
  return check_unexpired(standing, now);
}

Result<void> check_revocation(const CertificateStanding& standing, Time now) {
  if (auto good = check_unrevoked(standing); !good) return good;
  if (auto good = check_unexpired(standing, now); !good) return good;
  if (standing.is_imported)
    return Error{Code::conflict, "CERTIFICATE_IMPORTED", "the certificate was issued elsewhere"};
  if (!standing.issuer_kind || *standing.issuer_kind == IssuerKind::manual)
    return Error{Code::conflict, "CERTIFICATE_MANUAL", "only people can tell its CA to revoke it"};
  return {};
}

}  // namespace certportal::model
