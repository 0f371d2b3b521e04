// Orders as CSV or JSON: a contact's, and those that officers see.
#include "portal/approvals.h"
#include "portal/export.h"
#include "portal/orders.h"
#include "portal/shown.h"

namespace certportal::portal {
namespace {

using store::Order;

// Those behind `after`, at most `limit`.
using FindOrders = std::function<std::vector<Order>(std::optional<model::CertificateNumber> after, std::size_t limit)>;

// As portal::export_rows().
bool export_orders(const Visit& visit, const FindOrders& find, const std::function<void(const Order&)>& write) {
  std::optional<model::CertificateNumber> after;
  auto read = [&](std::size_t limit) {
    auto part = part_of(find(after, limit + 1), limit);
    if (part.has_more) after = part.rows.back().number;
    return part;
  };
  return export_rows(visit, read, write);
}

// Whoever withdrew one wrote no words.
std::string reason_of(const Order& order) { return order.state == model::OrderState::rejected ? order.reason : ""; }

std::vector<std::string> csv_cells(const Visit& visit, const Order& order) {
  auto word = [&visit](const std::string& key) { return visit.portal.site.word(visit.language, key); };
  return {model::to_text(order.number),
          order.name,
          shown_name(order.name).name,
          in_one_cell(order.names),
          order.organisation_name,
          word("order_kind." + std::string(model::name(order.kind))),
          word("order." + std::string(waits_for_upload(visit, order) ? "upload" : model::name(order.state))),
          shown_product(visit, order.product),
          to_sql(order.created_at),
          order.submitted_by_email,
          cell_of(order.decided_at),
          reason_of(order)};
}

nlohmann::ordered_json json_object(const Order& order) {
  nlohmann::ordered_json object = {
      {"number", order.number.value},
      {"name", order.name},
      {"names", order.names},
      {"organisation", model::to_text(order.organisation)},
      {"organisation_name", order.organisation_name},
      {"kind", model::name(order.kind)},
      {"status", model::name(order.state)},
      {"product", order.product},
      {"submitted_at", to_iso(order.created_at)},
      {"submitted_by", order.submitted_by_email},
  };
  if (order.predecessor) object["predecessor"] = order.predecessor->value;
  add_time(object, "decided_at", order.decided_at);
  if (std::string reason = reason_of(order); !reason.empty()) object["reason"] = reason;
  return object;
}

http::Response orders_csv(const Visit& visit, const std::string& list, const FindOrders& find) {
  return csv_file(visit, list,
                  {"number", "name", "unicode_name", "names", "organisation", "kind", "status", "product", "submitted",
                   "submitted_by", "decided", "reason"},
                  [&](const auto& write) {
                    return export_orders(visit, find, [&](const Order& order) { write(csv_cells(visit, order)); });
                  });
}

http::Response orders_json(const Visit& visit, const std::string& list, const FindOrders& find) {
  return json_list(list, [&](const auto& write) {
    return export_orders(visit, find, [&](const Order& order) { write(json_object(order)); });
  });
}

FindOrders own_orders(Visit& visit) {
  return [&visit](std::optional<model::CertificateNumber> after, std::size_t limit) {
    return store::list_orders_of(visit.database(), visit.account().id, shows_open_orders(visit), after, limit);
  };
}

FindOrders approvals(Visit& visit) {
  return [&visit](std::optional<model::CertificateNumber> after, std::size_t limit) {
    return list_approvals(visit, after, limit);
  };
}

}  // namespace

Result<http::Response> show_orders_csv(Visit& visit) { return orders_csv(visit, "orders", own_orders(visit)); }
Result<http::Response> show_orders_json(Visit& visit) { return orders_json(visit, "orders", own_orders(visit)); }
Result<http::Response> show_approvals_csv(Visit& visit) { return orders_csv(visit, "approvals", approvals(visit)); }
Result<http::Response> show_approvals_json(Visit& visit) { return orders_json(visit, "approvals", approvals(visit)); }

}  // namespace certportal::portal
