// The steps of an order that people take, each with its mails and its one audit event, in the caller's transaction; for
// pages and operator alike. Every transition is one conditional update, whose row count decides; errors common to all:
// not_found, and conflict as by model::state_conflict().
//
// Lock order: account, organisation, order. Each step takes the organisation, so that its contact, who may do the step
// or gets the mail, stays the same until the commit.
//
// Audit events: order_submitted, order_approved (content "automatically" = "1" by policy; "approvals"), order_rejected
// (reason), order_withdrawn (content "key_compromised" = "1": along with the revocation of a certificate with its key),
// order_retried, order_issued, order_failed; content "reference" is the number in all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/order_content.h"
#include "model/product.h"
#include "store/audit.h"
#include "store/orders.h"

namespace certportal::store {

struct NewOrder {
  model::OrganisationId organisation;
  model::AccountId contact;  // who orders
  model::OrderKind kind = model::OrderKind::new_certificate;
  std::optional<model::CertificateNumber> predecessor;
  const model::Product& product;
  std::string csr;  // DER
  model::OrderContent content;
  bool reuses_csr = false;      // the predecessor's again: no new one was sent
  std::optional<Time> ends_at;  // re-issue
  int most_a_day = 0;           // of the organisation; 0: any number
};

// Submitted, or approved at once where the product's policy says so and every name is held (and by no other
// organisation). Errors: not_found (the organisation is not this contact's, or the predecessor not the organisation's);
// conflict ORDER_OPEN_FOR_CERTIFICATE (value NUMBER: the open order), CERTIFICATE_REVOKED (or about to be),
// CERTIFICATE_REPLACED, ORGANISATION_UNCHECKED (as by find_obstacle()); those of check_order_key(); rate_limited
// ORDERS_OF_ORGANISATION (values SECONDS, LIMIT).
Result<model::CertificateNumber> submit_order(Transaction& transaction, const NewOrder& order, const Actor& actor,
                                              Time now);

// Whether the organisation may order the product with this key; for pages, before submit_order() asks the same again.
// Errors (invalid): KEY_OF_ANOTHER (it stands in another organisation's certificate or order), KEY_COMPROMISED (in a
// certificate revoked for that, whosever); and where it stands in a certificate of the organisation
// SAME_KEY_NOT_OFFERED (the product wants a new one), KEY_TOO_OLD (it has been in use for more than 398 days), or,
// where a CSR was sent (`reuses_csr` false), CSR_KEY_NOT_NEW and CSR_KEY_TOO_OLD.
Result<void> check_order_key(Transaction& transaction, model::OrganisationId organisation,
                             const model::Product& product, const std::string& key_sha256, bool reuses_csr, Time now);

// By the contact. not_found also if the organisation is not theirs (any more).
Result<void> withdraw_order(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                            const Actor& actor, Time now);

// Because others know the key: the organisation's open orders with it that no CA works on. Their reason is then
// "keyCompromise". Precondition: the organisation is taken.
void withdraw_orders_of_key(Transaction& transaction, model::OrganisationId organisation, std::string_view key_sha256,
                            const Actor& actor, Time now);
// Which those are.
std::vector<model::CertificateNumber> list_orders_of_key(Transaction& transaction, model::OrganisationId organisation,
                                                         std::string_view key_sha256);

// By an officer: the browser's own account, or the operator's --as (actor is then the system user). Errors also those
// of check_officer(), and but for reject those of find_obstacle(). approve: true in the answer once enough officers
// have; before, the order stays submitted.
Result<bool> approve_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                           const Actor& actor, Time now);
// `reason`: 1-500 characters. Mail order_rejected to the contact.
Result<void> reject_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                          std::string_view reason, const Actor& actor, Time now);
Result<void> retry_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                         const Actor& actor, Time now);

// Whether every name stands in an unexpired, unrevoked certificate of the organisation that was issued here after the
// approval of at least `officers` officers, for whichever product, and in no unexpired one of another organisation.
bool holds_names(Transaction& transaction, model::OrganisationId organisation, const std::vector<std::string>& names,
                 unsigned officers, Time now);

}  // namespace certportal::store
