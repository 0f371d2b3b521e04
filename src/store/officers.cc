// Which officer may decide an order, or check an organisation: nobody decides what is, or lately was, their own.
#include <algorithm>

#include "store/accounts.h"
#include "store/orders.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

constexpr Seconds kLately = std::chrono::hours(24 * 90);

// The officer's address; nullopt: no officer, or locked.
std::optional<std::string> find_officer(Transaction& transaction, model::AccountId id) {
  Rows rows = transaction.read("SELECT email FROM [account] WHERE id = ? AND role = ? AND locked_at IS NULL",
                               {id.value, name(Role::officer)});
  if (!rows.next()) return std::nullopt;
  return rows.text(1);
}

bool is_contact(Transaction& transaction, model::OrganisationId organisation, model::AccountId officer, Time since) {
  return transaction
      .read(
          "SELECT 1 FROM [organisation] WHERE id = ? AND technical_contact_id = ? "
          "UNION SELECT 1 FROM [former_contact] WHERE organisation_id = ? AND account_id = ? AND until >= ?",
          {organisation.value, officer.value, organisation.value, officer.value, since})
      .next();
}

// By the address, too, which stays in a handover when its account goes.
bool is_party(Transaction& transaction, model::OrganisationId organisation, model::AccountId officer,
              const std::string& email, Time since) {
  return transaction
      .read(
          "SELECT 1 FROM [handover] WHERE organisation_id = ? AND (? IN (contact_id, successor_id) OR "
          "? IN (contact_email, successor_email)) AND (ended_at IS NULL OR ended_at >= ?) LIMIT 1",
          {organisation.value, officer.value, email, since})
      .next();
}

bool is_founder(Transaction& transaction, model::OrganisationId organisation, model::AccountId officer) {
  return transaction
      .read("SELECT 1 FROM [organisation] WHERE id = ? AND founded_by = ?", {organisation.value, officer.value})
      .next();
}

// An officer may have another address by now, and an address another account.
bool has_approved(Transaction& transaction, const Order& order, model::AccountId officer, const std::string& email) {
  return transaction
      .read(
          "SELECT 1 FROM [order_decision] WHERE number = ? AND (officer_id = ? OR officer_email = ?) AND decision = "
          "'approved'",
          {order.number.value, officer.value, email})
      .next();
}

Error forbidden(const char* message, const char* log) { return {Code::forbidden, message, log}; }

}  // namespace

Result<void> check_officer(Transaction& transaction, const Order& order, model::AccountId officer) {
  auto email = find_officer(transaction, officer);
  if (!email) return forbidden("ROLE_WRONG", "no officer, or locked");
  if (order.submitted_by == officer || order.submitted_by_email == *email)
    return forbidden("ORDER_OWN", "the officer submitted this order");
  Time since = order.created_at - kLately;
  if (is_contact(transaction, order.organisation, officer, since))
    return forbidden("ORDER_OWN_ORGANISATION",
                     "the officer is technical contact of the organisation, or was in the 90 days before the order");
  if (is_party(transaction, order.organisation, officer, *email, since))
    return forbidden("ORDER_OWN_HANDOVER",
                     "the officer is party of a handover of the organisation, or was in the 90 days before the order");
  if (order.state == model::OrderState::submitted && has_approved(transaction, order, officer, *email))
    return forbidden(kOrderDecidedAlready, "this officer has approved it; another one has to as well");
  return {};
}

unsigned count_approvals(Transaction& transaction, const Order& order) {
  std::vector<model::AccountId> officers;
  Rows rows = transaction.read(
      "SELECT DISTINCT officer_id FROM [order_decision] WHERE number = ? AND decision = 'approved' AND officer_id IS "
      "NOT NULL",
      {order.number.value});
  while (rows.next()) officers.push_back({static_cast<std::uint64_t>(rows.number(1))});
  return static_cast<unsigned>(std::count_if(officers.begin(), officers.end(), [&](model::AccountId officer) {
    auto allowed = check_officer(transaction, order, officer);
    return allowed || allowed.error().message == kOrderDecidedAlready;
  }));
}

Result<void> check_officer(Transaction& transaction, model::OrganisationId organisation, model::AccountId officer,
                           Time now) {
  auto email = find_officer(transaction, officer);
  if (!email) return forbidden("ROLE_WRONG", "no officer, or locked");
  Time since = now - kLately;
  if (is_contact(transaction, organisation, officer, since) ||
      is_party(transaction, organisation, officer, *email, since) || is_founder(transaction, organisation, officer))
    return forbidden("OWN_ORGANISATION", "an officer never marks an organisation that is, or lately was, their own");
  return {};
}

}  // namespace certportal::store
