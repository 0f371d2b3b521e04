// The handover of an organisation to a successor: states, sides, and who may do what when (handover.md). Pure rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace certportal::model {

enum class HandoverState { offered, accepted, completed, declined, withdrawn, expired, blocked };

std::string_view name(HandoverState state);  // "offered", as in SQL
std::optional<HandoverState> parse_handover_state(std::string_view name);
constexpr bool is_open(HandoverState state) {
  return state == HandoverState::offered || state == HandoverState::accepted;
}

inline constexpr Seconds kHandoverLasts = std::chrono::hours(24 * 14);
inline constexpr unsigned kSessionPasswordTries = 5;
inline constexpr unsigned kOfferResends = 3;
// A try that was taken and is neither right nor wrong after so long was lost with its worker.
inline constexpr Seconds kTryUnderWay = Seconds(60);

// What time alone can end.
struct HandoverTerm {
  HandoverState state = HandoverState::offered;
  Time expires_at;
  unsigned tries = 0;  // session passwords taken to be compared
  std::optional<Time> last_try_at;
};

// How it stands at `now`, though nobody may have written so yet: an open one past its end counts as expired, one whose
// last try was lost as blocked.
HandoverState state_at(const HandoverTerm& term, Time now);

enum class HandoverSide { contact, successor };
std::string_view name(HandoverSide side);  // "successor", as in mails

enum class HandoverAction { accept, decline, withdraw, authorise, resend, renew_password };

// Why a handover was withdrawn; all but the first without the contact's own doing, so that both sides are told.
enum class WithdrawReason {
  contact,
  operators,
  account_locked,
  account_deleted,
  address_changed,
  password_reset,
  contact_set
};
std::string_view name(WithdrawReason reason);  // "account_locked", as in SQL and mails

// Whether this side may do it in this state. Errors: forbidden (HANDOVER_CONTACT_ONLY, HANDOVER_SUCCESSOR_ONLY),
// whatever the state; conflict (HANDOVER_IS_OFFERED, HANDOVER_IS_ACCEPTED, HANDOVER_IS_COMPLETED, HANDOVER_IS_DECLINED,
// HANDOVER_IS_WITHDRAWN, HANDOVER_IS_EXPIRED, HANDOVER_IS_BLOCKED), which says how it stands.
Result<void> check_action(HandoverSide side, HandoverAction action, HandoverState state);

// The conflict alone.
Error state_conflict(HandoverState state);

// The message about a handover in this state: "HANDOVER_IS_" and offered make "HANDOVER_IS_OFFERED".
std::string state_message(std::string_view prefix, HandoverState state);

}  // namespace certportal::model
