#include "portal/handovers.h"

#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/sealed_box.h"
#include "secret/session_password.h"
#include "secret/token.h"
#include "store/handover_changes.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

using model::HandoverAction;
using model::HandoverSide;
using store::Handover;
using store::Transaction;

// More than anybody has; the operator's command lists all.
constexpr std::size_t kListedHandovers = 200;

// Sees the load of an open one from the handing side only: before completion the successor sees no certificate data.
view::HandoverFacts facts_of(Visit& visit, const Handover& handover) {
  view::HandoverFacts facts = make_handover_facts(handover, side_of_visit(visit, handover), visit.now);
  if (facts.side == HandoverSide::contact && model::is_open(facts.state))
    add_load(facts, store::count_load(visit.database(), handover.organisation));
  return facts;
}

// Find, check, one change, and back to the handover's page.
template <class Change>
Result<http::Response> change_handover(Visit& visit, HandoverAction action, std::string_view flash, Change change) {
  auto handover = find_handover_for(visit, action);
  if (!handover) return handover.error();
  auto changed = visit.database().transact(
      [&](Transaction& transaction) -> Result<void> { return change(transaction, handover->id, actor_of(visit)); });
  if (!changed) return error_of(changed.error(), handover->id);
  return redirect(visit, handover_path(handover->id), flash);
}

// Error CURRENT_PASSWORD_WRONG (invalid): the contact's own password was changed since it was compared.
Result<void> renew(Visit& visit, const Handover& handover, const store::Account& contact,
                   const std::string& session_password) {
  std::string hash = secret::hash_password(session_password);
  return visit.database().transact([&](Transaction& transaction) -> Result<void> {
    auto renewed = store::renew_session_password(transaction, handover.id, contact, hash, actor_of(visit), visit.now);
    if (renewed || renewed.error().code != Code::invalid) give_back_current_password_try(visit, transaction);
    return renewed;
  });
}

http::Response refused_handover(Visit& visit, const Handover& handover, view::FormState form, const Error& error) {
  form.add("", error);
  http::Response response = handover_page(visit, handover, form, status_of(error.code));
  set_retry_after(response, error);
  return response;
}

}  // namespace

Result<Handover> find_handover_of_visit(Visit& visit) {
  auto id = model::parse_handover_reference(visit.match.capture("reference"));
  if (!id) return not_found();
  auto handover = store::find_handover_of(visit.database(), visit.account().id, *id);
  if (!handover) return not_found();
  return std::move(*handover);
}

Result<Handover> find_handover_for(Visit& visit, HandoverAction action) {
  auto handover = find_handover_of_visit(visit);
  if (!handover) return handover;
  model::HandoverState state = store::state_at(*handover, visit.now);
  auto may = model::check_action(side_of_visit(visit, *handover), action, state);
  if (may) return handover;
  if (may.error().code == Code::conflict && state != handover->state) {
    visit.database().transact(
        [&](Transaction& transaction) { store::end_due_handover(transaction, handover->id, visit.now); });
  }
  return error_of(may.error(), handover->id);
}

HandoverSide side_of_visit(const Visit& visit, const Handover& handover) {
  return store::side_of(handover, visit.account().id).value();
}

http::Response handover_page(Visit& visit, const Handover& handover, const view::FormState& form, int status) {
  return page(visit, view::HandoverPage{facts_of(visit, handover), form, false, visit.now}, status);
}

Error error_of(Error error, model::HandoverId handover) {
  error.values.emplace("REFERENCE", model::to_text(handover));
  return error;
}

std::string handover_path(model::HandoverId handover) { return "/handovers/" + model::to_text(handover); }

Result<http::Response> show_handovers(Visit& visit) {
  view::HandoverListPage content;
  content.now = visit.now;
  for (const Handover& handover : store::list_handovers_of(visit.database(), visit.account().id, kListedHandovers)) {
    auto facts = make_handover_facts(handover, side_of_visit(visit, handover), visit.now);
    (model::is_open(facts.state) ? content.open : content.ended).push_back(std::move(facts));
  }
  return page(visit, content);
}

Result<http::Response> show_handover(Visit& visit) {
  auto handover = find_handover_of_visit(visit);
  if (!handover) return handover.error();
  return handover_page(visit, *handover, {}, 200);
}

Result<http::Response> post_handover_withdraw(Visit& visit) {
  return change_handover(visit, HandoverAction::withdraw, "FLASH_HANDOVER_WITHDRAWN",
                         [&](Transaction& transaction, model::HandoverId id, const store::Actor& actor) {
                           return store::withdraw_handover(transaction, id, model::WithdrawReason::contact, actor,
                                                           visit.now);
                         });
}

Result<http::Response> post_handover_accept(Visit& visit) {
  return change_handover(visit, HandoverAction::accept, "FLASH_HANDOVER_ACCEPTED",
                         [&](Transaction& transaction, model::HandoverId id, const store::Actor& actor) {
                           return store::accept_handover(transaction, id, std::nullopt, actor, visit.now);
                         });
}

Result<http::Response> post_handover_decline(Visit& visit) {
  if (visit.form.get("confirm") != "1") {
    auto handover = find_handover_for(visit, HandoverAction::decline);
    if (!handover) return handover.error();
    return page(visit, view::HandoverPage{facts_of(visit, *handover), {}, true, visit.now});
  }
  return change_handover(visit, HandoverAction::decline, "",
                         [&](Transaction& transaction, model::HandoverId id, const store::Actor& actor) {
                           return store::decline_handover(transaction, id, std::nullopt, actor, visit.now);
                         });
}

Result<http::Response> post_handover_resend(Visit& visit) {
  std::string token = secret::new_token();
  std::string token_hash = secret::token_hash(token);
  std::string sealed_token = secret::seal(visit.portal.seal_public_key, token);
  return change_handover(visit, HandoverAction::resend, "FLASH_HANDOVER_RESENT",
                         [&](Transaction& transaction, model::HandoverId id, const store::Actor& actor) {
                           return store::resend_offer(transaction, id, token_hash, sealed_token, actor, visit.now);
                         });
}

Result<http::Response> post_handover_new_password(Visit& visit) {
  auto handover = find_handover_for(visit, HandoverAction::renew_password);
  if (!handover) return handover.error();
  view::FormState form;
  auto contact = check_current_password(visit, form);
  if (!contact) return refused_handover(visit, *handover, form, contact.error());
  if (!*contact) return handover_page(visit, *handover, form, 422);
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_handover(visit, *handover, form, slot.error());
  std::string session_password = secret::new_session_password();
  view::HandoverFacts facts = facts_of(visit, *handover);
  if (auto renewed = renew(visit, *handover, **contact, session_password); !renewed) {
    if (renewed.error().code != Code::invalid) return error_of(renewed.error(), handover->id);
    form.add("current_password", renewed.error());
    return handover_page(visit, *handover, form, 422);
  }
  return page(visit, view::SessionPasswordPage{facts, secret::show_session_password(session_password), true});
}

}  // namespace certportal::portal
