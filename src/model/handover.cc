#include "model/handover.h"

#include "base/text.h"

namespace certportal::model {
namespace {

constexpr HandoverState kStates[] = {HandoverState::offered,  HandoverState::accepted,  HandoverState::completed,
                                     HandoverState::declined, HandoverState::withdrawn, HandoverState::expired,
                                     HandoverState::blocked};

HandoverSide side_for(HandoverAction action) {
  switch (action) {
    case HandoverAction::accept:
    case HandoverAction::decline:
    case HandoverAction::authorise: return HandoverSide::successor;
    case HandoverAction::withdraw:
    case HandoverAction::resend:
    case HandoverAction::renew_password: break;
  }
  return HandoverSide::contact;
}

bool is_possible(HandoverAction action, HandoverState state) {
  switch (action) {
    case HandoverAction::accept:
    case HandoverAction::resend: return state == HandoverState::offered;
    case HandoverAction::authorise: return state == HandoverState::accepted;
    case HandoverAction::decline:
    case HandoverAction::withdraw:
    case HandoverAction::renew_password: break;
  }
  return is_open(state);
}

}  // namespace

std::string_view name(HandoverState state) {
  switch (state) {
    case HandoverState::offered: return "offered";
    case HandoverState::accepted: return "accepted";
    case HandoverState::completed: return "completed";
    case HandoverState::declined: return "declined";
    case HandoverState::withdrawn: return "withdrawn";
    case HandoverState::expired: return "expired";
    case HandoverState::blocked: break;
  }
  return "blocked";
}

std::optional<HandoverState> parse_handover_state(std::string_view text) {
  for (HandoverState state : kStates)
    if (name(state) == text) return state;
  return std::nullopt;
}

HandoverState state_at(const HandoverTerm& term, Time now) {
  if (!is_open(term.state)) return term.state;
  if (term.expires_at <= now) return HandoverState::expired;
  bool is_lost = term.state == HandoverState::accepted && term.tries >= kSessionPasswordTries && term.last_try_at &&
                 *term.last_try_at <= now - kTryUnderWay;
  return is_lost ? HandoverState::blocked : term.state;
}

std::string_view name(HandoverSide side) { return side == HandoverSide::contact ? "contact" : "successor"; }

std::string_view name(WithdrawReason reason) {
  switch (reason) {
    case WithdrawReason::contact: return "contact";
    case WithdrawReason::operators: return "operators";
    case WithdrawReason::account_locked: return "account_locked";
    case WithdrawReason::account_deleted: return "account_deleted";
    case WithdrawReason::address_changed: return "address_changed";
    case WithdrawReason::password_reset: return "password_reset";
    case WithdrawReason::contact_set: break;
  }
  return "contact_set";
}

Result<void> check_action(HandoverSide side, HandoverAction action, HandoverState state) {
  if (side != side_for(action)) {
    bool for_contact = side == HandoverSide::successor;
    return Error{Code::forbidden, for_contact ? "HANDOVER_CONTACT_ONLY" : "HANDOVER_SUCCESSOR_ONLY",
                 "the other side of the handover does this"};
  }
  if (!is_possible(action, state)) return state_conflict(state);
  return {};
}

Error state_conflict(HandoverState state) {
  return {Code::conflict, state_message("HANDOVER_IS_", state), "the handover is " + std::string(name(state))};
}

std::string state_message(std::string_view prefix, HandoverState state) {
  return std::string(prefix) + to_upper_ascii(name(state));
}

}  // namespace certportal::model
