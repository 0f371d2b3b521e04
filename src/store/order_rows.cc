#include "store/order_rows.h"

#include "base/broken.h"
#include "base/text.h"
#include "model/domain_name.h"

namespace certportal::store {
namespace {

// Of each line the A-label, in front of the tab.
std::vector<std::string> first_forms(std::string_view lines) {
  std::vector<std::string> names;
  for (std::string_view line : split(lines, '\n'))
    if (!line.empty()) names.emplace_back(line.substr(0, line.find('\t')));
  return names;
}

void read_subject(std::string_view lines, Order& order) {
  auto parts = split(lines, '\n');
  if (parts.size() < 3) return;
  order.organisation_in_subject = parts[0];
  order.city_in_subject = parts[1];
  order.country_in_subject = parts[2];
}

void read_kind_and_state(const Rows& rows, Order& order) {
  auto kind = model::parse_order_kind(rows.text(4));
  auto state = model::parse_order_state(rows.text(5));
  if (!kind || !state) throw Broken("order " + rows.text(1) + " is a " + rows.text(4) + " and " + rows.text(5));
  order.kind = *kind;
  order.state = *state;
}

}  // namespace

Order read_order(const Rows& rows) {
  auto id = [&](unsigned column) { return static_cast<std::uint64_t>(rows.number(column)); };
  Order order;
  order.number = {id(1)};
  order.organisation = {id(2)};
  order.organisation_name = rows.text(3);
  read_kind_and_state(rows, order);
  if (!rows.is_null(6)) order.predecessor = model::CertificateNumber{id(6)};
  order.product = rows.text(7);
  order.issuer = rows.text(8);
  order.lifetime_days = static_cast<unsigned>(rows.number(9));
  order.ends_at = rows.optional_time(10);
  order.needed_approvals = static_cast<unsigned>(rows.number(11));
  order.name = rows.text(12);
  order.more_names = static_cast<long>(rows.number(13));
  order.names = first_forms(rows.text(14));
  read_subject(rows.text(15), order);
  order.key_sha256 = rows.text(16);
  order.has_same_key = rows.number(17) != 0;
  if (!rows.is_null(18)) order.submitted_by = model::AccountId{id(18)};
  order.submitted_by_email = rows.text(19);
  order.created_at = rows.time(20);
  order.changed_at = rows.time(21);
  order.decided_at = rows.optional_time(22);
  order.reason = rows.text(23);
  order.failure = rows.text(24);
  order.failed_at = rows.optional_time(25);
  return order;
}

std::optional<Order> first_order(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_order(rows);
}

std::vector<Order> all_orders(Rows rows) {
  std::vector<Order> orders;
  while (rows.next()) orders.push_back(read_order(rows));
  return orders;
}

std::string name_lines(const std::vector<std::string>& names) {
  std::string lines;
  for (const std::string& name : names) {
    lines += name;
    if (auto unicode = model::display_name(name).unicode; !unicode.empty()) lines += "\t" + unicode;
    lines += "\n";
  }
  return lines;
}

std::string subject_lines(std::string_view organisation, std::string_view city, std::string_view country) {
  if (organisation.empty()) return "";
  return std::string(organisation) + "\n" + std::string(city) + "\n" + std::string(country);
}

}  // namespace certportal::store
