// The queue, and several orders approved at once.
#include "portal/approvals.h"

#include <algorithm>

#include "portal/answer.h"
#include "portal/shown.h"
#include "portal/traces.h"
#include "store/approvals.h"
#include "store/name_collisions.h"
#include "store/order_changes.h"

namespace certportal::portal {
namespace {

using model::OrderState;
using store::Order;

constexpr std::size_t kOrdersAPage = 50;

std::vector<std::string> manual_issuers(const Config& config) {
  std::vector<std::string> manual;
  for (const std::string& issuer : config.names("issuer"))
    if (model::kind_of_issuer(config, issuer) == model::IssuerKind::manual) manual.push_back(issuer);
  return manual;
}

std::string chip_of(std::string_view status) {
  for (const char* known : {"submitted", "failed", "upload", "all"})
    if (status == known) return known;
  return "";
}

view::Message obstacle_of(const Result<void>& allowed) {
  return allowed ? view::Message{} : view::Message{allowed.error().message, allowed.error().values};
}

view::ApprovalRow make_row(Visit& visit, store::Transaction& transaction, const Order& order) {
  view::ApprovalRow row;
  row.number = static_cast<long>(order.number.value);
  auto [name, ascii_name] = shown_name(order.name);
  row.name = name;
  row.ascii_name = ascii_name;
  row.more_names = order.more_names;
  row.organisation = order.organisation_name;
  row.kind = order.kind;
  row.state = order.state;
  row.waits_for_upload = waits_for_upload(visit, order);
  row.product = shown_product(visit, order.product);
  row.submitted_at = order.created_at;
  row.submitted_by = order.submitted_by_email;
  if (order.state == OrderState::submitted)
    row.obstacle = obstacle_of(store::check_officer(transaction, order, visit.account().id));
  return row;
}

Result<http::Response> list_page(Visit& visit, const view::FormState& form) {
  view::ApprovalListPage content;
  content.now = visit.now;
  content.form = form;
  content.status = chip_of(visit.request.parameters.get("status"));
  auto after = model::parse_certificate_number(visit.request.parameters.get("after"));
  content.is_first = !after;
  auto orders = list_approvals(visit, after, kOrdersAPage + 1);
  if (orders.size() > kOrdersAPage) {
    orders.resize(kOrdersAPage);
    content.next_after = model::to_text(orders.back().number);
  }
  content.rows = visit.database().transact([&](store::Transaction& transaction) {
    std::vector<view::ApprovalRow> rows;
    rows.reserve(orders.size());
    auto held = store::find_held_by_others(transaction, orders, visit.now);
    for (const Order& order : orders) {
      rows.push_back(make_row(visit, transaction, order));
      rows.back().is_held = model::is_open(order.state) && held.contains(order.number);
    }
    return rows;
  });
  return form_page(visit, content);
}

// Each in a transaction of its own: what one is refused for holds up no other. What collides with another
// organisation's names is decided where that stands in red.
view::ApprovalOutcome approve_one(Visit& visit, model::CertificateNumber number) {
  view::ApprovalOutcome outcome;
  outcome.number = static_cast<long>(number.value);
  auto order = store::find_order(visit.database(), number);
  if (order) outcome.name = shown_name(order->name).name;
  auto approved = visit.database().transact([&](store::Transaction& transaction) -> Result<bool> {
    if (order && order->state == OrderState::submitted &&
        store::is_held_by_others(transaction, order->organisation, order->names, visit.now))
      return Error{Code::conflict, "ORDER_LOOK_AT_IT", "another organisation has such a name"};
    return store::approve_order(transaction, number, visit.account().id, actor_of(visit), visit.now);
  });
  if (approved)
    outcome.is_enough = *approved;
  else
    outcome.obstacle = {approved.error().message, approved.error().values};
  return outcome;
}

}  // namespace

std::vector<Order> list_approvals(Visit& visit, std::optional<model::CertificateNumber> after, std::size_t limit) {
  const std::string_view status = visit.request.parameters.get("status");
  store::Database& database = visit.database();
  if (status == "all") return store::list_orders(database, {}, after, limit);
  store::OrderQueue queue{{OrderState::submitted, OrderState::failed}, manual_issuers(visit.portal.config)};
  if (status == "submitted") queue = {{OrderState::submitted}, {}};
  if (status == "failed") queue = {{OrderState::failed}, {}};
  if (status == "upload") queue.states.clear();
  return store::list_queue(database, queue, after, limit);
}

unsigned count_waiting_orders(Visit& visit) {
  return static_cast<unsigned>(store::count_queue(
      visit.database(), {{OrderState::submitted, OrderState::failed}, manual_issuers(visit.portal.config)},
      kMostWaiting));
}

bool is_made_by_hand(const Visit& visit, const Order& order) {
  return model::kind_of_issuer(visit.portal.config, order.issuer) == model::IssuerKind::manual;
}

bool waits_for_upload(const Visit& visit, const Order& order) {
  return order.state == OrderState::approved && is_made_by_hand(visit, order);
}

Result<http::Response> show_approvals(Visit& visit) { return list_page(visit, {}); }

Result<http::Response> post_approve_many(Visit& visit) {
  std::vector<model::CertificateNumber> numbers;
  for (std::string_view text : visit.form.all("number")) {
    auto number = model::parse_certificate_number(text);
    if (number && std::find(numbers.begin(), numbers.end(), *number) == numbers.end()) numbers.push_back(*number);
  }
  if (numbers.empty()) {
    view::FormState form;
    form.add("", Error{Code::invalid, "ORDERS_NOT_CHOSEN", "no order chosen"});
    return list_page(visit, form);
  }
  view::ApprovalResultPage content;
  for (model::CertificateNumber number : numbers) content.outcomes.push_back(approve_one(visit, number));
  return page(visit, content);
}

}  // namespace certportal::portal
