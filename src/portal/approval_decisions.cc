// What officers do with one order: look, approve, reject, try again.
#include "base/text.h"
#include "portal/answer.h"
#include "portal/approvals.h"
#include "portal/traces.h"
#include "store/order_changes.h"
#include "x509/csr.h"

namespace certportal::portal {
namespace {

using store::Order;
using store::Transaction;

constexpr std::size_t kLongestReason = 500;  // characters

}  // namespace

Result<Order> find_order_of_visit(Visit& visit) {
  auto number = model::parse_certificate_number(visit.match.capture("number"));
  if (!number) return not_found();
  auto order = store::find_order(visit.database(), *number);
  if (!order) return not_found();
  return std::move(*order);
}

Result<void> check_officer(Visit& visit, const Order& order) {
  return visit.database().transact(
      [&](Transaction& transaction) { return store::check_officer(transaction, order, visit.account().id); });
}

std::string approval_path(model::CertificateNumber number) { return "/approvals/" + model::to_text(number); }

Result<http::Response> refused_approval(Visit& visit, const Order& order, const Error& error) {
  auto now = store::find_order(visit.database(), order.number);
  if (!now) return not_found();
  view::FormState form = sent_form(visit);
  form.add("", error);
  return approval_page(visit, *now, form, status_of(error.code));
}

Result<std::string> parse_reason(std::string_view typed) {
  std::string reason(trim(typed));
  for (char& c : reason)
    if (c == '\r' || c == '\n' || c == '\t') c = ' ';
  if (reason.empty()) return Error{Code::invalid, "REASON_MISSING", "no reason given"};
  if (count_code_points(reason) > kLongestReason)
    return Error{Code::invalid, "REASON_TOO_LONG", "reason too long", {{"LIMIT", std::to_string(kLongestReason)}}};
  if (has_control_characters(reason))
    return Error{Code::invalid, "TEXT_FORBIDDEN_CHARACTERS", "control characters in a reason"};
  return reason;
}

Result<http::Response> show_approval(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order.error();
  return approval_page(visit, *order, {}, 200);
}

Result<http::Response> show_approval_csr(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order.error();
  return http::file("application/pkcs10", model::to_text(order->number) + ".csr",
                    x509::Csr::from_stored(order->csr).pem());
}

Result<http::Response> post_approval_approve(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order.error();
  auto approved = visit.database().transact([&](Transaction& transaction) {
    return store::approve_order(transaction, order->number, visit.account().id, actor_of(visit), visit.now);
  });
  if (!approved) return refused_approval(visit, *order, approved.error());
  return redirect(visit, approval_path(order->number),
                  *approved ? "FLASH_ORDER_APPROVED" : "FLASH_ORDER_APPROVED_ONCE");
}

Result<http::Response> post_approval_reject(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order.error();
  auto reason = parse_reason(visit.form.get("reason"));
  if (!reason) {
    view::FormState form = sent_form(visit);
    form.add("reason", reason.error());
    return approval_page(visit, *order, form, status_of(reason.error().code));
  }
  auto rejected = visit.database().transact([&](Transaction& transaction) {
    return store::reject_order(transaction, order->number, visit.account().id, *reason, actor_of(visit), visit.now);
  });
  if (!rejected) return refused_approval(visit, *order, rejected.error());
  return redirect(visit, approval_path(order->number), "FLASH_ORDER_REJECTED");
}

Result<http::Response> post_approval_retry(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order.error();
  auto retried = visit.database().transact([&](Transaction& transaction) {
    return store::retry_order(transaction, order->number, visit.account().id, actor_of(visit), visit.now);
  });
  if (!retried) return refused_approval(visit, *order, retried.error());
  return redirect(visit, approval_path(order->number), "FLASH_ORDER_RETRIED");
}

}  // namespace certportal::portal
