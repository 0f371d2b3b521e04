#include "store/orders.h"

#include <algorithm>
#include <limits>

#include "store/order_rows.h"

namespace certportal::store {
namespace {

// A number in front of all, and one behind all.
constexpr std::uint64_t kFirst = 0;
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

std::optional<Order> first_with_csr(Rows rows) {
  if (!rows.next()) return std::nullopt;
  Order order = read_order(rows);
  order.csr = rows.text(kOrderColumns + 1);
  return order;
}

std::uint64_t before_all(const std::optional<model::CertificateNumber>& after) {
  return after ? after->value : static_cast<std::uint64_t>(kLast);
}

}  // namespace

model::OrderContent content_of(const Order& order) {
  model::OrderContent content;
  content.common_name = order.name;
  content.names = order.names;
  content.organisation = order.organisation_in_subject;
  content.city = order.city_in_subject;
  content.country = order.country_in_subject;
  content.key_sha256 = order.key_sha256;
  return content;
}

std::optional<Order> find_order_of(Database& database, model::AccountId contact, model::CertificateNumber number) {
  return first_with_csr(database.read(SELECT_ORDER ", r.csr" FROM_ORDER
                                                   "WHERE r.number = ? AND o.technical_contact_id = ?",
                                      {number.value, contact.value}));
}

// The ids first, by the key of each organisation: rows hold up to a hundred names.
#define LIST_ORDERS_OF(states)                                                                                        \
  SELECT_ORDER                                                                                                        \
  " FROM (SELECT l.number FROM [organisation] k FORCE INDEX (organisation_technical_contact) "                        \
  "STRAIGHT_JOIN [certificate_order] l FORCE INDEX (certificate_order_of_state) ON l.organisation_id = k.id "         \
  "WHERE k.technical_contact_id = ? AND l." states                                                                    \
  " AND l.number < ? ORDER BY l.number DESC LIMIT ?) mine STRAIGHT_JOIN [certificate_order] r ON r.number = "         \
  "mine.number JOIN [organisation] o ON o.id = r.organisation_id WHERE o.technical_contact_id = ? ORDER BY r.number " \
  "DESC"

std::vector<Order> list_orders_of(Database& database, model::AccountId contact, bool only_open,
                                  std::optional<model::CertificateNumber> after, std::size_t limit) {
  Params params = {contact.value, before_all(after), limit, contact.value};
  return all_orders(only_open ? database.read(LIST_ORDERS_OF(IS_OPEN_ORDER), params)
                              : database.read(LIST_ORDERS_OF("state IN ('rejected', 'withdrawn')"), params));
}

std::optional<Order> find_order(Database& database, model::CertificateNumber number) {
  return first_with_csr(database.read(SELECT_ORDER ", r.csr" FROM_ORDER "WHERE r.number = ?", {number.value}));
}

std::vector<Order> list_orders(Database& database, const std::vector<model::OrderState>& states,
                               std::optional<model::CertificateNumber> after, std::size_t limit) {
  if (states.empty())
    return all_orders(database.read(SELECT_ORDER FROM_ORDER "WHERE r.number < ? ORDER BY r.number DESC LIMIT ?",
                                    {before_all(after), limit}));
  // As many places as there are states: one statement for any list.
  static_assert(std::size(model::kOrderStates) == 7);
  Params params;
  for (std::size_t i = 0; i < std::size(model::kOrderStates); ++i)
    params.emplace_back(model::name(states[std::min(i, states.size() - 1)]));
  params.insert(params.end(), {after ? after->value : kFirst, limit});
  return all_orders(
      database.read(SELECT_ORDER
                    " FROM (SELECT l.number FROM [certificate_order] l FORCE INDEX (certificate_order_by_state) "
                    "WHERE l.state IN (?, ?, ?, ?, ?, ?, ?) AND l.number > ? ORDER BY l.number LIMIT ?) waiting "
                    "STRAIGHT_JOIN [certificate_order] r ON r.number = waiting.number "
                    "JOIN [organisation] o ON o.id = r.organisation_id ORDER BY r.number",
                    params));
}

std::vector<OrderDecision> list_decisions(Database& database, model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT officer_email, decision, decided_at FROM [order_decision] WHERE number = ? ORDER BY decided_at, "
      "officer_email, decision",
      {number.value});
  std::vector<OrderDecision> decisions;
  while (rows.next()) decisions.push_back({rows.text(1), rows.text(2), rows.time(3)});
  return decisions;
}

std::optional<model::CertificateNumber> find_open_order_for(Database& database, model::CertificateNumber certificate) {
  Rows rows = database.read("SELECT number FROM [certificate_order] WHERE open_predecessor = ?", {certificate.value});
  if (!rows.next()) return std::nullopt;
  return model::CertificateNumber{static_cast<std::uint64_t>(rows.number(1))};
}

}  // namespace certportal::store
