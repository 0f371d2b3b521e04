// Orders of certificates: states, kinds, and who may do what when (orders.md). Pure rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::model {

enum class OrderState { submitted, approved, issuing, issued, rejected, withdrawn, failed };

inline constexpr OrderState kOrderStates[] = {OrderState::submitted, OrderState::approved, OrderState::issuing,
                                              OrderState::issued,    OrderState::rejected, OrderState::withdrawn,
                                              OrderState::failed};

std::string_view name(OrderState state);  // "submitted", as in SQL and URLs
std::optional<OrderState> parse_order_state(std::string_view name);

// "Meine offenen Aufträge": submitted, approved, issuing, failed.
constexpr bool is_open(OrderState state) {
  return state == OrderState::submitted || state == OrderState::approved || state == OrderState::issuing ||
         state == OrderState::failed;
}

enum class OrderKind { new_certificate, renewal, reissue };
std::string_view name(OrderKind kind);  // "new", "renewal", "reissue", as in SQL
std::optional<OrderKind> parse_order_kind(std::string_view name);

enum class OrderAction {
  withdraw,  // the contact; from submitted, approved (not yet claimed: then it is issuing), failed
  approve,   // an officer; from submitted
  reject,    // an officer; from submitted, failed
  retry,     // an officer; from failed, back to approved
  claim,     // jobs; from approved
  store,     // jobs, or the officer who uploads; from issuing: issued
  fail,      // jobs; from issuing
};

inline constexpr OrderAction kOrderActions[] = {OrderAction::withdraw, OrderAction::approve, OrderAction::reject,
                                                OrderAction::retry,    OrderAction::claim,   OrderAction::store,
                                                OrderAction::fail};

// The state that the action leads to. Error: conflict ORDER_IS_SUBMITTED, ORDER_IS_APPROVED, ORDER_IS_ISSUING,
// ORDER_IS_ISSUED, ORDER_IS_REJECTED, ORDER_IS_WITHDRAWN, ORDER_IS_FAILED, which says how the order stands.
Result<OrderState> after(OrderAction action, OrderState state);

// The conflict alone.
Error state_conflict(OrderState state);

}  // namespace certportal::model
