#include "portal/handover_link.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/handovers.h"
#include "portal/traces.h"
#include "secret/token.h"
#include "store/handover_changes.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

using model::HandoverState;
using store::Handover;

// Why the link is of no use. "offered" means that a newer mail has replaced it: no more is said than of an unknown one.
Error link_gone(HandoverState state, model::HandoverId id) {
  if (state == HandoverState::offered) return {Code::gone, "LINK_GONE_HANDOVER", "handover link replaced"};
  return error_of({Code::gone, model::state_message("LINK_GONE_HANDOVER_", state), model::state_conflict(state).log},
                  id);
}

Result<Handover> find_handover_of_link(Visit& visit, const std::string& token) {
  auto handover = store::find_handover_by_token(visit.database(), secret::token_hash(token));
  if (!handover) return Error{Code::gone, "LINK_GONE_HANDOVER", "handover link unknown or replaced"};
  return std::move(*handover);
}

Result<Handover> find_offer(Visit& visit, const std::string& token) {
  auto handover = find_handover_of_link(visit, token);
  if (!handover) return handover;
  HandoverState state = store::state_at(*handover, visit.now);
  if (state != HandoverState::offered) return link_gone(state, handover->id);
  return handover;
}

bool is_successor(const Visit& visit, const Handover& handover) {
  return visit.session && visit.account().id == handover.successor.id;
}

// Who holds the token reads the successor's mail; the account did it only where it is signed in.
store::Actor actor_of_answer(const Visit& visit, const Handover& handover) {
  return is_successor(visit, handover) ? actor_of(visit) : actor_of_link(visit, handover.successor.email);
}

http::Response offer_page(Visit& visit, const Handover& handover, const std::string& token, bool is_decline_question) {
  view::OfferPage content;
  content.handover = make_handover_facts(handover, model::HandoverSide::successor, visit.now);
  content.token = token;
  content.is_decline_question = is_decline_question;
  if (visit.session && !is_successor(visit, handover))
    content.signed_in_as = model::EmailAddress::from_stored(visit.account().email).display();
  return page(visit, content);
}

using Answer = Result<void> (*)(store::Transaction&, model::HandoverId, const std::optional<std::string>&,
                                const store::Actor&, Time);

// The offer that was answered, or why the link is gone; `answer` itself decides, and ends an overdue one.
Result<Handover> answer_offer(Visit& visit, const std::string& token, Answer answer) {
  auto handover = find_handover_of_link(visit, token);
  if (!handover) return handover;
  auto answered = visit.database().transact([&](store::Transaction& transaction) {
    return answer(transaction, handover->id, secret::token_hash(token), actor_of_answer(visit, *handover), visit.now);
  });
  if (answered) return handover;
  auto now_found = find_offer(visit, token);
  return now_found ? link_gone(HandoverState::offered, handover->id) : now_found.error();
}

}  // namespace

Result<http::Response> show_offer(Visit& visit) {
  std::string token(visit.request.parameters.get("token"));
  auto handover = find_offer(visit, token);
  if (!handover) return handover.error();
  return offer_page(visit, *handover, token, false);
}

Result<http::Response> post_offer_accept(Visit& visit) {
  auto handover = answer_offer(visit, visit.field("token"), store::accept_handover);
  if (!handover) return handover.error();
  if (visit.session && !is_successor(visit, *handover)) return redirect(visit, "/handover/accepted");
  // Whom the handover's page sends to the login page learns there that the offer is accepted, and what comes next.
  return redirect(visit, handover_path(handover->id),
                  visit.session ? "FLASH_HANDOVER_ACCEPTED" : "FLASH_HANDOVER_ACCEPTED_SIGN_IN");
}

Result<http::Response> post_offer_decline(Visit& visit) {
  std::string token = visit.field("token");
  if (visit.form.get("confirm") != "1") {
    auto handover = find_offer(visit, token);
    if (!handover) return handover.error();
    return offer_page(visit, *handover, token, true);
  }
  auto handover = answer_offer(visit, token, store::decline_handover);
  if (!handover) return handover.error();
  return redirect(visit, "/handover/declined");
}

Result<http::Response> show_offer_accepted(Visit& visit) { return page(visit, view::OfferAnsweredPage{true}); }

Result<http::Response> show_offer_declined(Visit& visit) { return page(visit, view::OfferAnsweredPage{false}); }

}  // namespace certportal::portal
