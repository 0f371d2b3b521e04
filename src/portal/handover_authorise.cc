// The last step of the successor: the session password. A try is counted and committed before it is made, so that one
// whose answer gets lost counts, too; the right one moves the organisation in one transaction (handover.md, 5 and 6).
#include "portal/answer.h"
#include "portal/handovers.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/session_password.h"
#include "store/handover_changes.h"

namespace certportal::portal {
namespace {

using store::TakenTry;
using store::Transaction;

// What became of a try: the organisation is theirs, or so many tries are left.
struct Outcome {
  bool is_completed = false;
  unsigned tries_left = 0;
};

Result<TakenTry> take_try(Visit& visit, model::HandoverId id) {
  return visit.database().transact(
      [&](Transaction& transaction) { return store::take_session_password_try(transaction, id, visit.now); });
}

// A password that was right, but renewed since the try was taken, is a wrong one by now.
Result<Outcome> settle_try(Visit& visit, const TakenTry& taken, bool is_right) {
  return visit.database().transact([&](Transaction& transaction) -> Result<Outcome> {
    store::Actor actor = actor_of(visit);
    if (is_right) {
      auto completed = store::complete_handover(transaction, taken, actor, visit.now);
      if (completed) return Outcome{true, 0};
      if (completed.error().code != Code::invalid) return completed.error();
    }
    auto left = store::count_wrong_try(transaction, taken.handover.id, actor, visit.now);
    if (!left) return left.error();
    return Outcome{false, *left};
  });
}

// The page in the state that the wrong password has brought about.
Result<http::Response> answer_wrong(Visit& visit, unsigned tries_left) {
  auto handover = find_handover_of_visit(visit);
  if (!handover) return handover.error();
  view::FormState form;
  if (store::state_at(*handover, visit.now) == model::HandoverState::blocked) {
    form.add("", model::state_conflict(model::HandoverState::blocked));
    // The banner was read when the request began. A session that ended meanwhile has had its answer.
    auto session =
        store::find_session(visit.database(), visit.session->token_hash, visit.portal.limits.session, visit.now);
    if (session) visit.session = std::move(session);
  } else {
    form.errors.push_back({"session_password", "SESSION_PASSWORD_WRONG", {{"LEFT", std::to_string(tries_left)}}});
  }
  return handover_page(visit, *handover, form, 422);
}

}  // namespace

Result<http::Response> post_handover_authorise(Visit& visit) {
  auto handover = find_handover_for(visit, model::HandoverAction::authorise);
  if (!handover) return handover.error();
  view::FormState form;
  auto password = secret::parse_session_password(visit.form.get("session_password"));
  if (!password) {
    form.add("session_password", password.error());
    return handover_page(visit, *handover, form, 422);
  }
  auto slot = take_hash_slot(visit);
  if (!slot) {
    form.add("", slot.error());
    http::Response response = handover_page(visit, *handover, form, status_of(slot.error().code));
    set_retry_after(response, slot.error());
    return response;
  }
  auto taken = take_try(visit, handover->id);
  if (!taken) return error_of(taken.error(), handover->id);
  bool is_right = secret::verify_password(*password, taken->session_password_hash);
  auto outcome = settle_try(visit, *taken, is_right);
  if (!outcome) return error_of(outcome.error(), handover->id);
  if (!outcome->is_completed) return answer_wrong(visit, outcome->tries_left);
  return redirect(visit, "/certificates?organisation=" + model::to_text(handover->organisation),
                  "FLASH_HANDOVER_COMPLETED");
}

}  // namespace certportal::portal
