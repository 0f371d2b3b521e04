// Which officer may decide an order: nobody decides what is, or lately was, their own.
#include "store/accounts.h"
#include "store/orders.h"

namespace certportal::store {
namespace {

constexpr Seconds kLately = std::chrono::hours(24 * 90);  // before the order was submitted

// The officer's address; nullopt: no officer, or locked.
std::optional<std::string> find_officer(Transaction& transaction, model::AccountId id) {
  Rows rows = transaction.read("SELECT email FROM [account] WHERE id = ? AND role = ? AND locked_at IS NULL",
                               {id.value, name(Role::officer)});
  if (!rows.next()) return std::nullopt;
  return rows.text(1);
}

bool is_of_organisation(Transaction& transaction, const Order& order, model::AccountId officer) {
  return transaction
      .read(
          "SELECT 1 FROM [organisation] WHERE id = ? AND technical_contact_id = ? "
          "UNION SELECT 1 FROM [former_contact] WHERE organisation_id = ? AND account_id = ? AND until >= ?",
          {order.organisation.value, officer.value, order.organisation.value, officer.value,
           order.created_at - kLately})
      .next();
}

// By the address, which stays in a handover when its account goes.
bool is_party(Transaction& transaction, const Order& order, const std::string& email) {
  return transaction
      .read(
          "SELECT 1 FROM [handover] WHERE organisation_id = ? AND ? IN (contact_email, successor_email) AND "
          "(ended_at IS NULL OR ended_at >= ?) LIMIT 1",
          {order.organisation.value, email, order.created_at - kLately})
      .next();
}

bool has_approved(Transaction& transaction, const Order& order, const std::string& email) {
  return transaction
      .read("SELECT 1 FROM [order_decision] WHERE number = ? AND officer_email = ? AND decision = 'approved'",
            {order.number.value, email})
      .next();
}

Error forbidden(const char* message, const char* log) { return {Code::forbidden, message, log}; }

}  // namespace

Result<void> check_officer(Transaction& transaction, const Order& order, model::AccountId officer) {
  auto email = find_officer(transaction, officer);
  if (!email) return forbidden("ROLE_WRONG", "no officer, or locked");
  if (order.submitted_by == officer || order.submitted_by_email == *email)
    return forbidden("ORDER_OWN", "the officer submitted this order");
  if (is_of_organisation(transaction, order, officer))
    return forbidden("ORDER_OWN_ORGANISATION",
                     "the officer is technical contact of the organisation, or was in the 90 days before the order");
  if (is_party(transaction, order, *email))
    return forbidden("ORDER_OWN_HANDOVER",
                     "the officer is party of a handover of the organisation, or was in the 90 days before the order");
  if (order.state == model::OrderState::submitted && has_approved(transaction, order, *email))
    return forbidden(kOrderDecidedAlready, "this officer has approved it; another one has to as well");
  return {};
}

}  // namespace certportal::store
