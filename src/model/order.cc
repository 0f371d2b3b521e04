#include "model/order.h"

#include "base/text.h"

namespace certportal::model {

std::string_view name(OrderState state) {
  switch (state) {
    case OrderState::submitted: return "submitted";
    case OrderState::approved: return "approved";
    case OrderState::issuing: return "issuing";
    case OrderState::issued: return "issued";
    case OrderState::rejected: return "rejected";
    case OrderState::withdrawn: return "withdrawn";
    case OrderState::failed: return "failed";
  }
  return "";
}

std::optional<OrderState> parse_order_state(std::string_view text) {
  for (OrderState state : kOrderStates)
    if (name(state) == text) return state;
  return std::nullopt;
}

std::string_view name(OrderKind kind) {
  switch (kind) {
    case OrderKind::new_certificate: return "new";
    case OrderKind::renewal: return "renewal";
    case OrderKind::reissue: return "reissue";
  }
  return "";
}

std::optional<OrderKind> parse_order_kind(std::string_view text) {
  for (OrderKind kind : {OrderKind::new_certificate, OrderKind::renewal, OrderKind::reissue})
    if (name(kind) == text) return kind;
  return std::nullopt;
}

Result<OrderState> after(OrderAction action, OrderState state) {
  using enum OrderState;
  switch (action) {
    case OrderAction::withdraw:
      if (state == submitted || state == approved || state == failed) return withdrawn;
      break;
    case OrderAction::approve:
      if (state == submitted) return approved;
      break;
    case OrderAction::reject:
      if (state == submitted || state == failed) return rejected;
      break;
    case OrderAction::retry:
      if (state == failed) return approved;
      break;
    case OrderAction::claim:
      if (state == approved) return issuing;
      break;
    case OrderAction::store:
      if (state == issuing) return issued;
      break;
    case OrderAction::fail:
      if (state == issuing) return failed;
      break;
  }
  return state_conflict(state);
}

Error state_conflict(OrderState state) {
  return {Code::conflict, "ORDER_IS_" + to_upper_ascii(name(state)), "the order is " + std::string(name(state))};
}

}  // namespace certportal::model
