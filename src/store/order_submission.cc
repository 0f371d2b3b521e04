// An order's beginning: what only the database knows is checked here, all of it under the rows of account and
// organisation, which are taken first.
#include "base/broken.h"
#include "base/text.h"
#include "model/certificate_action.h"
#include "model/revocation_reason.h"
#include "store/accounts.h"
#include "store/certificates.h"
#include "store/limits.h"
#include "store/order_changes.h"
#include "store/order_rows.h"
#include "store/order_steps.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

Error no_such_organisation() { return {Code::not_found, "NOT_FOUND", "no such organisation of this contact"}; }

Error open_already(model::CertificateNumber number) {
  return {
      Code::conflict, "ORDER_OPEN_FOR_CERTIFICATE", "an order for it is open", {{"NUMBER", model::to_text(number)}}};
}

Result<void> check_limit(Transaction& transaction, const NewOrder& order, Time now) {
  if (order.most_a_day == 0) return {};
  auto allowed = check_day(
      transaction.read("SELECT created_at FROM [certificate_order] FORCE INDEX (certificate_order_of_day) WHERE "
                       "organisation_id = ? AND created_at > ? ORDER BY created_at DESC LIMIT 1 OFFSET ?",
                       {order.organisation.value, now - kDay, order.most_a_day - 1}),
      "ORDERS_OF_ORGANISATION", now);
  if (allowed) return {};
  Error error = allowed.error();
  error.values["LIMIT"] = std::to_string(order.most_a_day);
  return error;
}

std::optional<model::CertificateNumber> find_open_successor(Transaction& transaction,
                                                            model::CertificateNumber predecessor) {
  Rows rows =
      transaction.read("SELECT number FROM [certificate_order] WHERE open_predecessor = ?", {predecessor.value});
  if (!rows.next()) return std::nullopt;
  return model::CertificateNumber{static_cast<std::uint64_t>(rows.number(1))};
}

Result<void> check_predecessor(Transaction& transaction, const NewOrder& order) {
  if (!order.predecessor) return {};
  Rows rows = transaction.read(
      "SELECT COALESCE(revoked_at, revocation_asked_at), replaced_by FROM [certificate] WHERE number = ? AND "
      "organisation_id = ?",
      {order.predecessor->value, order.organisation.value});
  if (!rows.next()) return Error{Code::not_found, "NOT_FOUND", "no such certificate of the organisation"};
  if (!rows.is_null(1)) return Error{Code::conflict, "CERTIFICATE_REVOKED", "the certificate is revoked"};
  if (!rows.is_null(2)) return Error{Code::conflict, "CERTIFICATE_REPLACED", "the certificate is replaced already"};
  if (auto open = find_open_successor(transaction, *order.predecessor)) return open_already(*open);
  return {};
}

// Two organisations that order with one key at the same moment: a row is counted up, so that one of them waits and
// finds the other's order. It is no limit; sweeping takes the row away.
void take_key(Transaction& transaction, const std::string& key_sha256, Time now) {
  transaction.run(
      "INSERT INTO [throttle] (name, tries, last_try_at, forget_at) VALUES (?, 1, ?, ?) ON DUPLICATE KEY UPDATE tries "
      "= tries + 1, last_try_at = ?, forget_at = ?",
      {"order key " + to_hex(key_sha256), now, now + kDay, now, now + kDay});
}

// A request is no secret: anybody who has seen one can send it in. Another's order that was rejected or withdrawn,
// which brought no certificate, must therefore not take the key away from its owner; an open one does, until an officer
// has looked at it.
bool is_key_of_another(Transaction& transaction, model::OrganisationId organisation, const std::string& key) {
  return transaction
      .read(
          "SELECT 1 FROM [certificate] WHERE key_sha256 = ? AND organisation_id <> ? UNION "
          "SELECT 1 FROM [certificate_order] WHERE key_sha256 = ? AND organisation_id <> ? AND state NOT IN "
          "('rejected', 'withdrawn')",
          {key, organisation.value, key, organisation.value})
      .next();
}

// By the reason that a contact gave, whatever the CA said to it.
bool is_key_compromised(Transaction& transaction, const std::string& key) {
  return transaction
      .read(
          "SELECT 1 FROM [certificate] c JOIN [revocation] v ON v.number = c.number WHERE c.key_sha256 = ? AND "
          "v.reason = ? LIMIT 1",
          {key, model::name(model::RevocationReason::key_compromise)})
      .next();
}

// What the certificate will say of the organisation is what an officer has checked, still.
Result<void> check_subject(Transaction& transaction, const NewOrder& order) {
  const model::OrderContent& content = order.content;
  if (content.organisation.empty()) return {};
  Rows rows = transaction.read("SELECT name, city, country FROM [organisation] WHERE id = ? AND checked_at IS NOT NULL",
                               {order.organisation.value});
  if (rows.next() && rows.text(1) == content.organisation && rows.text(2) == content.city &&
      rows.text(3) == content.country)
    return {};
  return Error{Code::conflict, "ORGANISATION_UNCHECKED",
               "the organisation is not checked any more, or has another name, city or country by now"};
}

Result<void> check_submission(Transaction& transaction, const NewOrder& order, Time now) {
  if (!take_account(transaction, order.contact) ||
      !take_organisation_of(transaction, order.contact, order.organisation))
    return no_such_organisation();
  if (auto good = check_predecessor(transaction, order); !good) return good;
  if (auto allowed = check_limit(transaction, order, now); !allowed) return allowed;
  if (auto good = check_subject(transaction, order); !good) return good;
  take_key(transaction, order.content.key_sha256, now);
  return check_order_key(transaction, order.organisation, order.product, order.content.key_sha256, order.reuses_csr,
                         now);
}

std::uint64_t take_number(Transaction& transaction) {
  transaction.run("INSERT INTO [reference_number] () VALUES ()");
  return transaction.last_id();
}

std::optional<std::uint64_t> value_of(const std::optional<model::CertificateNumber>& number) {
  if (!number) return std::nullopt;
  return number->value;
}

// False: the database has an open order for the predecessor.
bool insert_order(Transaction& transaction, std::uint64_t number, const NewOrder& order, Time now) {
  const model::OrderContent& content = order.content;
  const model::Product& product = order.product;
  return transaction.insert(
      "INSERT INTO [certificate_order] (number, organisation_id, state, created_at, kind, predecessor, product, "
      "issuer, lifetime_days, ends_at, needed_approvals, name, more_names, names, subject, csr, key_sha256, "
      "has_same_key, submitted_by, submitted_by_email, changed_at) SELECT ?, ?, 'submitted', ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, (SELECT COUNT(*) FROM [certificate] WHERE number = ? AND key_sha256 = ?), id, email, ? FROM "
      "[account] WHERE id = ?",
      {number,
       order.organisation.value,
       now,
       model::name(order.kind),
       value_of(order.predecessor),
       product.name,
       product.issuer,
       product.lifetime_days,
       order.ends_at,
       product.officers,
       content.common_name,
       content.names.size() - 1,
       name_lines(content.names),
       subject_lines(content.organisation, content.city, content.country),
       order.csr,
       content.key_sha256,
       value_of(order.predecessor),
       content.key_sha256,
       now,
       order.contact.value});
}

// The policy's decision: an officer's name stands for none of it.
void approve_automatically(Transaction& transaction, const Order& order, const Actor& actor, Time now) {
  if (transaction.run("UPDATE [certificate_order] SET state = 'approved', decided_at = ?, next_try_at = ? WHERE number "
                      "= ? AND state = 'submitted'",
                      {now, now, order.number.value}) != 1)
    throw Broken("order changed while it was submitted: " + model::to_text(order.number));
  Event event = order_event(order, "order_approved", actor);
  event.content["automatically"] = "1";
  add_event(transaction, event, now);
}

}  // namespace

Result<void> check_order_key(Transaction& transaction, model::OrganisationId organisation,
                             const model::Product& product, const std::string& key_sha256, bool reuses_csr, Time now) {
  auto refused = [](const char* message, const char* log) { return Error{Code::invalid, message, log}; };
  if (is_key_compromised(transaction, key_sha256))
    return refused("KEY_COMPROMISED", "a certificate with this key was revoked for keyCompromise");
  if (is_key_of_another(transaction, organisation, key_sha256))
    return refused("KEY_OF_ANOTHER", "the key stands in another organisation's certificate or order");
  auto start = find_key_start(transaction, organisation, key_sha256);
  if (!start) return {};
  if (!product.allows_same_key)
    return refused(reuses_csr ? "SAME_KEY_NOT_OFFERED" : "CSR_KEY_NOT_NEW", "the product wants a new key");
  if (*start < now - model::kSameKeyLasts)
    return refused(reuses_csr ? "KEY_TOO_OLD" : "CSR_KEY_TOO_OLD", "the key is in use for more than 398 days");
  return {};
}

Result<model::CertificateNumber> submit_order(Transaction& transaction, const NewOrder& order, const Actor& actor,
                                              Time now) {
  if (auto possible = check_submission(transaction, order, now); !possible) return possible.error();
  model::CertificateNumber number{take_number(transaction)};
  // The organisation is taken, and with it whoever could have been faster with an order for the same certificate.
  if (!insert_order(transaction, number.value, order, now))
    throw Broken("order refused by the database: " + model::to_text(number));
  auto submitted = read_order(transaction, number);
  if (!submitted) throw Broken("order is gone while it is submitted: " + model::to_text(number));
  Event event = order_event(*submitted, "order_submitted", actor);
  event.content["name"] = submitted->name;
  event.content["kind"] = model::name(order.kind);
  event.content["product"] = order.product.name;
  if (order.predecessor) event.content["predecessor"] = model::to_text(*order.predecessor);
  add_event(transaction, event, now);
  if (order.product.has_auto_approval &&
      holds_names(transaction, order.organisation, order.content.names, order.product.officers, now))
    approve_automatically(transaction, *submitted, actor, now);
  return number;
}

}  // namespace certportal::store
