#include "portal/orders.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/approvals.h"
#include "portal/shown.h"
#include "portal/traces.h"
#include "store/order_changes.h"
#include "view/order_pages.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kOrdersAPage = 50;

view::OrderRow make_row(const Visit& visit, const store::Order& order) {
  view::OrderRow row;
  row.number = static_cast<long>(order.number.value);
  view::ShownName name = shown_name(order.name);
  row.name = name.name;
  row.ascii_name = name.ascii_name;
  row.more_names = order.more_names;
  row.organisation = order.organisation_name;
  row.kind = order.kind;
  row.state = order.state;
  row.waits_for_upload = waits_for_upload(visit, order);
  row.submitted_at = order.created_at;
  return row;
}

Result<store::Order> find_own_order(Visit& visit) {
  auto number = model::parse_certificate_number(visit.match.capture("number"));
  auto order = number ? store::find_order_of(visit.database(), visit.account().id, *number) : std::nullopt;
  if (!order) return not_found();
  return *order;
}

void add_product(const Visit& visit, const store::Order& order, view::OrderPage& content) {
  content.product = shown_product(visit, order.product);
  content.lifetime_days = order.lifetime_days;
  content.ends_at = order.ends_at;
}

void add_request(const store::Order& order, view::OrderPage& content) {
  for (const std::string& name : order.names) content.names.push_back(shown_name(name));
  for (const std::string& part : {order.organisation_in_subject, order.city_in_subject, order.country_in_subject})
    if (!part.empty()) content.subject.push_back(part);
  x509::Csr csr = x509::Csr::from_stored(order.csr);
  content.key = csr.public_key().text;
  content.csr = csr.pem();
  content.has_same_key = order.has_same_key;
}

}  // namespace

bool shows_open_orders(const Visit& visit) { return visit.request.parameters.get("status") != "closed"; }

Result<http::Response> show_orders(Visit& visit) {
  view::OrderListPage content;
  content.now = visit.now;
  content.is_closed = !shows_open_orders(visit);
  auto after = model::parse_certificate_number(visit.request.parameters.get("after"));
  content.is_first = !after;
  auto orders =
      store::list_orders_of(visit.database(), visit.account().id, !content.is_closed, after, kOrdersAPage + 1);
  bool has_more = orders.size() > kOrdersAPage;
  if (has_more) orders.pop_back();
  for (const store::Order& order : orders) content.rows.push_back(make_row(visit, order));
  if (has_more) content.next_after = model::to_text(orders.back().number);
  content.has_organisations = !visit.session->organisations.empty();
  return page(visit, content);
}

Result<http::Response> show_order(Visit& visit) {
  auto order = find_own_order(visit);
  if (!order) return order.error();
  if (order->state == model::OrderState::issued)
    return redirect(visit, "/certificates/" + model::to_text(order->number));
  view::OrderPage content;
  content.now = visit.now;
  content.number = static_cast<long>(order->number.value);
  content.kind = order->kind;
  content.state = order->state;
  content.waits_for_upload = waits_for_upload(visit, *order);
  content.organisation_reference = model::to_text(order->organisation);
  content.organisation = order->organisation_name;
  add_product(visit, *order, content);
  add_request(*order, content);
  if (order->predecessor) content.predecessor = static_cast<long>(order->predecessor->value);
  content.submitted_by = model::EmailAddress::from_stored(order->submitted_by_email).display();
  content.submitted_at = order->created_at;
  content.decided_at = order->decided_at;
  content.reason = order->reason;
  content.may_withdraw = model::after(model::OrderAction::withdraw, order->state).ok();
  return page(visit, content);
}

Result<http::Response> post_order_withdraw(Visit& visit) {
  auto number = model::parse_certificate_number(visit.match.capture("number"));
  if (!number) return not_found();
  auto withdrawn = visit.database().transact([&](store::Transaction& transaction) {
    return store::withdraw_order(transaction, *number, visit.account().id, actor_of(visit), visit.now);
  });
  if (!withdrawn) return withdrawn.error();
  return redirect(visit, "/orders/" + model::to_text(*number), "FLASH_ORDER_WITHDRAWN");
}

}  // namespace certportal::portal
