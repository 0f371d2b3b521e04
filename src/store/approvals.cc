#include "store/approvals.h"

#include <algorithm>
#include <map>

#include "store/order_rows.h"

namespace certportal::store {
namespace {

// The WHERE of a queue with its values. An empty list is one without a match.
struct Condition {
  std::string sql;
  Params params;

  void add_list(const std::vector<std::string>& values) {
    std::string places = "?";
    for (std::size_t i = 1; i < values.size(); ++i) places += ", ?";
    sql += "(" + places + ")";
    params.insert(params.end(), values.begin(), values.end());
    if (values.empty()) params.emplace_back("");
  }
};

Condition condition_of(const OrderQueue& queue) {
  std::vector<std::string> states;
  for (model::OrderState state : queue.states) states.emplace_back(model::name(state));
  Condition condition;
  condition.sql = "(l.state IN ";
  condition.add_list(states);
  condition.sql += " OR (l.state = 'approved' AND l.issuer IN ";
  condition.add_list(queue.upload_issuers);
  condition.sql += "))";
  return condition;
}

}  // namespace

std::vector<Order> list_queue(Database& database, const OrderQueue& queue,
                              std::optional<model::CertificateNumber> after, std::size_t limit) {
  Condition waits = condition_of(queue);
  waits.params.insert(waits.params.end(), {after ? after->value : 0, limit});
  return all_orders(database.read(SELECT_ORDER " FROM (SELECT l.number FROM [certificate_order] l WHERE " + waits.sql +
                                      " AND l.number > ? ORDER BY l.number LIMIT ?) waiting "
                                      "STRAIGHT_JOIN [certificate_order] r ON r.number = waiting.number "
                                      "JOIN [organisation] o ON o.id = r.organisation_id ORDER BY r.number",
                                  waits.params));
}

long count_queue(Database& database, const OrderQueue& queue, long limit) {
  Condition waits = condition_of(queue);
  waits.params.emplace_back(limit);
  Rows rows = database.read(
      "SELECT COUNT(*) FROM (SELECT 1 FROM [certificate_order] l WHERE " + waits.sql + " LIMIT ?) waiting",
      waits.params);
  return rows.next() ? static_cast<long>(rows.number(1)) : 0;
}

std::vector<EarlierCertificate> list_earlier_certificates(Database& database, model::OrganisationId organisation,
                                                          const std::vector<std::string>& names, std::size_t limit) {
  std::map<model::CertificateNumber, EarlierCertificate> found;
  for (const std::string& name : names) {
    Rows rows = database.read(
        "SELECT c.number, c.name, c.more_names, c.not_after, c.revoked_at FROM [certificate_name] n "
        "JOIN [certificate] c ON c.number = n.number WHERE n.name = ? AND n.organisation_id = ? "
        "ORDER BY c.not_after DESC LIMIT ?",
        {name, organisation.value, limit});
    while (rows.next()) {
      model::CertificateNumber number{static_cast<std::uint64_t>(rows.number(1))};
      found[number] = {number, rows.text(2), static_cast<long>(rows.number(3)), rows.time(4), !rows.is_null(5)};
    }
  }
  std::vector<EarlierCertificate> earlier;
  earlier.reserve(found.size());
  for (auto& [number, certificate] : found) earlier.push_back(std::move(certificate));
  std::stable_sort(earlier.begin(), earlier.end(),
                   [](const EarlierCertificate& a, const EarlierCertificate& b) { return a.not_after > b.not_after; });
  if (earlier.size() > limit) earlier.resize(limit);
  return earlier;
}

bool is_stored_certificate(Transaction& transaction, std::string_view sha256) {
  return transaction.read("SELECT 1 FROM [certificate] WHERE sha256 = ?", {sha256}).next();
}

}  // namespace certportal::store
