// Mails about orders that time brings about (see store/issuance.h).
#include <algorithm>

#include "model/person_name.h"
#include "store/issuance.h"
#include "store/order_rows.h"
#include "store/order_steps.h"

namespace certportal::store {
namespace {

constexpr Seconds kDigestPause = std::chrono::minutes(15);
constexpr std::size_t kDigestOrders = 200;  // the rest comes with the next digest
constexpr std::size_t kListedOrders = 20;
constexpr Seconds kFailureKept = std::chrono::hours(24);

struct Officer {
  model::AccountId id;
  std::string email, name, locale;
};

std::vector<Officer> list_officers(Transaction& transaction) {
  std::vector<Officer> officers;
  Rows rows = transaction.read(
      "SELECT id, email, name, IF(locale = '', seen_locale, locale) FROM [account] WHERE role = 'officer' AND "
      "locked_at "
      "IS NULL");
  while (rows.next())
    officers.push_back({{static_cast<std::uint64_t>(rows.number(1))}, rows.text(2), rows.text(3), rows.text(4)});
  return officers;
}

// The latest one, locked: of two jobs the second waits, and then sees what the first announced.
bool was_announced_lately(Transaction& transaction, Time now) {
  Rows rows = transaction.read(
      "SELECT announced_at FROM [certificate_order] WHERE announced_at IS NOT NULL ORDER BY announced_at DESC LIMIT 1 "
      "FOR UPDATE");
  return rows.next() && rows.time(1) > now - kDigestPause;
}

// Each order is announced by the one whose conditional update finds it.
std::vector<Order> take_unannounced(Transaction& transaction, Time now) {
  auto orders = all_orders(transaction.read(SELECT_ORDER FROM_ORDER
                                            "WHERE r.state = 'submitted' AND r.announced_at IS NULL ORDER BY r.number "
                                            "LIMIT ?",
                                            {kDigestOrders}));
  std::erase_if(orders, [&](const Order& order) {
    return transaction.run(
               "UPDATE [certificate_order] SET announced_at = ? WHERE number = ? AND state = 'submitted' "
               "AND announced_at IS NULL",
               {now, order.number.value}) != 1;
  });
  return orders;
}

// A mail program makes a link of a name such as "evil.example/login".
std::string in_mail(const Order& order) {
  return model::looks_like_link(order.organisation_name) ? model::to_text(order.organisation) : order.organisation_name;
}

void tell_officer(Transaction& transaction, const Officer& officer, const std::vector<Order>& orders, Time now) {
  Mail mail{std::string(model::kOrderWaiting.name), officer.email, officer.locale, {{"NAME", officer.name}}};
  std::size_t count = 0;
  for (const Order& order : orders) {
    if (!check_officer(transaction, order, officer.id)) continue;
    if (++count > kListedOrders) continue;
    mail.rows.push_back({{"NUMBER", model::to_text(order.number)},
                         {"CERTIFICATE_NAME", order.name},
                         {"ORGANISATION", in_mail(order)},
                         {"SUBMITTED_AT", to_sql(order.created_at)}});
  }
  if (count == 0) return;
  if (count > kListedOrders) mail.values["MORE"] = std::to_string(count - kListedOrders);
  queue_mail(transaction, mail, now);
}

void tell_of_failure(Transaction& transaction, model::CertificateNumber number, Time now) {
  if (transaction.run("UPDATE [certificate_order] SET failure_told_at = ? WHERE number = ? AND state = 'failed' AND "
                      "failure_told_at IS NULL AND failed_at <= ?",
                      {now, number.value, now - kFailureKept}) != 1)
    return;
  auto order = read_order(transaction, number);
  if (!order || !order->failed_at) return;
  queue_order_mail(transaction, *order, model::kOrderFailed, {{"FAILED_AT", to_sql(*order->failed_at)}}, now);
}

}  // namespace

void announce_submitted(Database& database, Time now) {
  if (!database.read("SELECT 1 FROM [certificate_order] WHERE state = 'submitted' AND announced_at IS NULL LIMIT 1")
           .next())
    return;
  database.transact([&](Transaction& transaction) {
    if (was_announced_lately(transaction, now)) return;
    auto orders = take_unannounced(transaction, now);
    if (orders.empty()) return;
    for (const Officer& officer : list_officers(transaction)) tell_officer(transaction, officer, orders, now);
  });
}

void tell_failed(Database& database, Time now) {
  Rows rows = database.read(
      "SELECT number FROM [certificate_order] WHERE state = 'failed' AND failure_told_at IS NULL AND failed_at <= ?",
      {now - kFailureKept});
  std::vector<model::CertificateNumber> numbers;
  while (rows.next()) numbers.push_back({static_cast<std::uint64_t>(rows.number(1))});
  for (model::CertificateNumber number : numbers)
    database.transact([&](Transaction& transaction) { tell_of_failure(transaction, number, now); });
}

}  // namespace certportal::store
