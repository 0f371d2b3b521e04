// Orders as they stand: finders and lists. What changes them: store/order_changes.h; what jobs does: store/issuance.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/order.h"
#include "model/order_content.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

struct OrderDecision {
  std::string officer;   // address
  std::string decision;  // "approved", "rejected", "retried"
  Time decided_at{};
};

struct Order {
  model::CertificateNumber number;  // also of the certificate that comes of it
  model::OrganisationId organisation;
  std::string organisation_name;
  model::OrderKind kind = model::OrderKind::new_certificate;
  model::OrderState state = model::OrderState::submitted;
  std::optional<model::CertificateNumber> predecessor;  // what it renews or re-issues
  std::string product, issuer;                          // names in the configuration, as they were when it was ordered
  unsigned lifetime_days = 0;
  std::optional<Time> ends_at;  // the end that a re-issue keeps
  unsigned needed_approvals = 1;
  std::string name;  // A-labels
  long more_names = 0;
  std::vector<std::string> names;  // all, A-labels, the common name first
  std::string organisation_in_subject, city_in_subject, country_in_subject;
  std::string csr;                               // DER; only where one order is asked for
  std::string key_sha256;                        // bytes
  bool has_same_key = false;                     // the predecessor's key again
  std::optional<model::AccountId> submitted_by;  // nullopt: the account is gone
  std::string submitted_by_email;
  Time created_at, changed_at;  // changed_at: of the last change of state
  std::optional<Time> decided_at;
  std::string reason;   // of a rejection; "keyCompromise" of a withdrawal for that, else "" of one
  std::string failure;  // what the CA said, or what is missing; English
  std::optional<Time> failed_at;
};

// What its certificate is to hold, as far as the CA has to know it.
model::OrderContent content_of(const Order& order);

// nullopt: there is none, or `contact` is not its organisation's technical contact.
std::optional<Order> find_order_of(Database& database, model::AccountId contact, model::CertificateNumber number);

// The newest first, those behind `after` (a number), at most `limit`; without CSR. Open: model::is_open(); else
// rejected and withdrawn ones.
std::vector<Order> list_orders_of(Database& database, model::AccountId contact, bool only_open,
                                  std::optional<model::CertificateNumber> after, std::size_t limit);

// For officers and the operator only. The oldest first: what waits longest. `states` empty: all, the newest first.
std::optional<Order> find_order(Database& database, model::CertificateNumber number);
std::vector<Order> list_orders(Database& database, const std::vector<model::OrderState>& states,
                               std::optional<model::CertificateNumber> after, std::size_t limit);
std::vector<OrderDecision> list_decisions(Database& database, model::CertificateNumber number);  // the oldest first

// The open order that renews or re-issues this certificate.
std::optional<model::CertificateNumber> find_open_order_for(Database& database, model::CertificateNumber certificate);

// The error that callers tell apart.
inline constexpr char kOrderDecidedAlready[] = "ORDER_DECIDED_ALREADY";

// Why this officer may not decide the order. Error: forbidden ORDER_OWN (submitted it), ORDER_OWN_ORGANISATION (is its
// contact, or was within the 90 days before it was submitted), ORDER_OWN_HANDOVER (party of an open handover of the
// organisation, or of one that ended within those 90 days or since), ORDER_DECIDED_ALREADY (is still
// submitted, and they approved it: another officer has to; they may reject it), ROLE_WRONG (no officer, or locked).
Result<void> check_officer(Transaction& transaction, const Order& order, model::AccountId officer);

// How many officers have approved the order who may still decide it: who became its contact meanwhile, or is no officer
// any more, counts no more.
unsigned count_approvals(Transaction& transaction, const Order& order);

}  // namespace certportal::store
