#include "store/order_changes.h"

#include "base/broken.h"
#include "model/revocation_reason.h"
#include "store/accounts.h"
#include "store/issuance.h"
#include "store/order_steps.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

// model::after(withdraw) in SQL: an approved one that is claimed is issuing.
#define IS_WITHDRAWABLE "state IN ('submitted', 'approved', 'failed')"

Error no_such_order() { return {Code::not_found, "NOT_FOUND", "there is no such order"}; }

// What an officer is about to do: their account and the organisation are taken until the commit.
struct Decision {
  Order order;
  model::AccountId officer;
  std::string officer_email;
};

Result<Decision> begin_decision(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                                model::OrderAction action) {
  if (!take_account(transaction, officer)) return Error{Code::forbidden, "ROLE_WRONG", "no officer, or locked"};
  auto order = read_order(transaction, number);
  if (!order || !take_organisation(transaction, order->organisation)) return no_such_order();
  order = read_order(transaction, number);
  if (!order) return no_such_order();
  auto allowed = check_officer(transaction, *order, officer);
  // Whoever approved an order may still find that it must not be.
  bool is_second_thought =
      action == model::OrderAction::reject && !allowed && allowed.error().message == kOrderDecidedAlready;
  if (!allowed && !is_second_thought) return allowed.error();
  if (auto possible = model::after(action, order->state); !possible) return possible.error();
  if (action != model::OrderAction::reject)
    if (auto obstacle = find_obstacle(transaction, number)) return *obstacle;
  Rows rows = transaction.read("SELECT email FROM [account] WHERE id = ?", {officer.value});
  if (!rows.next()) return Error{Code::forbidden, "ROLE_WRONG", "no officer"};
  return Decision{*order, officer, rows.text(1)};
}

void add_decision(Transaction& transaction, const Decision& decision, const char* what, Time now) {
  // Not by ON DUPLICATE KEY UPDATE: MariaDB then asks for the right to update the key, too.
  if (!transaction.insert("INSERT INTO [order_decision] (number, officer_email, officer_id, decision, decided_at) "
                          "VALUES (?, ?, ?, ?, ?)",
                          {decision.order.number.value, decision.officer_email, decision.officer.value, what, now}))
    transaction.run(
        "UPDATE [order_decision] SET decided_at = ? WHERE number = ? AND officer_email = ? AND decision = ?",
        {now, decision.order.number.value, decision.officer_email, what});
}

// The operator acts in an officer's name: the event names both.
Event decision_event(const Decision& decision, std::string kind, const Actor& actor) {
  Event event = order_event(decision.order, std::move(kind), actor);
  if (actor.account != decision.officer) event.content["officer"] = decision.officer_email;
  return event;
}

}  // namespace

Result<void> withdraw_order(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                            const Actor& actor, Time now) {
  auto order = read_order(transaction, number);
  if (!order || !take_organisation_of(transaction, contact, order->organisation)) return no_such_order();
  if (transaction.run(
          "UPDATE [certificate_order] SET state = 'withdrawn', changed_at = ? WHERE number = ? AND " IS_WITHDRAWABLE,
          {now, number.value}) != 1)
    return order_conflict(transaction, number);
  add_event(transaction, order_event(*order, "order_withdrawn", actor), now);
  return {};
}

std::vector<model::CertificateNumber> list_orders_of_key(Transaction& transaction, model::OrganisationId organisation,
                                                         std::string_view key_sha256) {
  std::vector<model::CertificateNumber> orders;
  Rows rows = transaction.read(
      "SELECT number FROM [certificate_order] WHERE key_sha256 = ? AND organisation_id = ? AND " IS_WITHDRAWABLE
      " ORDER BY number",
      {key_sha256, organisation.value});
  while (rows.next()) orders.push_back({static_cast<std::uint64_t>(rows.number(1))});
  return orders;
}

void withdraw_orders_of_key(Transaction& transaction, model::OrganisationId organisation, std::string_view key_sha256,
                            const Actor& actor, Time now) {
  for (model::CertificateNumber number : list_orders_of_key(transaction, organisation, key_sha256)) {
    // jobs may have claimed it in this moment: it then finds the key out.
    if (transaction.run("UPDATE [certificate_order] SET state = 'withdrawn', reason = ?, changed_at = ? WHERE number = "
                        "? AND " IS_WITHDRAWABLE,
                        {model::name(model::RevocationReason::key_compromise), now, number.value}) != 1)
      continue;
    auto order = read_order(transaction, number);
    if (!order) throw Broken("order is gone while it is withdrawn: " + model::to_text(number));
    Event event = order_event(*order, "order_withdrawn", actor);
    event.content["key_compromised"] = "1";
    add_event(transaction, event, now);
  }
}

Result<bool> approve_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                           const Actor& actor, Time now) {
  auto decision = begin_decision(transaction, number, officer, model::OrderAction::approve);
  if (!decision) return decision.error();
  add_decision(transaction, *decision, "approved", now);
  unsigned approvals = count_approvals(transaction, decision->order);
  bool is_enough = approvals >= decision->order.needed_approvals;
  // Whoever else leads an order out of this state waits for the organisation's row: it is as it was read.
  if (is_enough &&
      transaction.run("UPDATE [certificate_order] SET state = 'approved', has_officer_approval = 1, decided_at = ?, "
                      "changed_at = ?, next_try_at = ? WHERE number = ? AND state = 'submitted'",
                      {now, now, now, number.value}) != 1)
    throw Broken("the order's state changed under its organisation's row: " + model::to_text(number));
  Event event = decision_event(*decision, "order_approved", actor);
  event.content["approvals"] = std::to_string(approvals) + "/" + std::to_string(decision->order.needed_approvals);
  add_event(transaction, event, now);
  return is_enough;
}

Result<void> reject_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                          std::string_view reason, const Actor& actor, Time now) {
  auto decision = begin_decision(transaction, number, officer, model::OrderAction::reject);
  if (!decision) return decision.error();
  if (transaction.run("UPDATE [certificate_order] SET state = 'rejected', reason = ?, decided_at = ?, changed_at = ? "
                      "WHERE number = ? AND state IN ('submitted', 'failed')",
                      {reason, now, now, number.value}) != 1)
    return order_conflict(transaction, number);
  add_decision(transaction, *decision, "rejected", now);
  queue_order_mail(transaction, decision->order, model::kOrderRejected, {{"REASON_TEXT", std::string(reason)}}, now);
  Event event = decision_event(*decision, "order_rejected", actor);
  event.content["reason"] = reason;
  add_event(transaction, event, now);
  return {};
}

Result<void> retry_order(Transaction& transaction, model::CertificateNumber number, model::AccountId officer,
                         const Actor& actor, Time now) {
  auto decision = begin_decision(transaction, number, officer, model::OrderAction::retry);
  if (!decision) return decision.error();
  if (transaction.run("UPDATE [certificate_order] SET state = 'approved', failure = '', failed_at = NULL, "
                      "failure_told_at = NULL, changed_at = ?, next_try_at = ?, claim = NULL, claimed_at = NULL, tries "
                      "= 0 WHERE number = ? AND state = 'failed'",
                      {now, now, number.value}) != 1)
    return order_conflict(transaction, number);
  add_decision(transaction, *decision, "retried", now);
  add_event(transaction, decision_event(*decision, "order_retried", actor), now);
  return {};
}

}  // namespace certportal::store
