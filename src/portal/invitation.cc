#include "portal/invitation.h"

#include "portal/answer.h"
#include "portal/organisation_page.h"
#include "portal/successor_address.h"
#include "portal/traces.h"
#include "secret/sealed_box.h"
#include "secret/token.h"
#include "store/invitations.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kForm = "invite";

Error link_gone() { return {Code::gone, "LINK_GONE_INVITATION", "invitation's link unknown or replaced"}; }

// An account is what counts, as in the start of a handover: a locked one is none.
bool is_registered(Visit& visit, const std::string& email) {
  auto account = store::find_account(visit.database(), email);
  return account && !account->is_locked;
}

Result<void> invite(Visit& visit, const store::Organisation& organisation, const std::string& email) {
  bool is_known = is_registered(visit, email);
  std::string token = secret::new_token();
  store::Invitation invitation{email,
                               organisation.id,
                               secret::token_hash(token),
                               secret::seal(visit.portal.seal_public_key, token),
                               visit.language,
                               visit.portal.config.flag("limits")};
  return visit.database().transact([&](store::Transaction& transaction) -> Result<void> {
    if (auto counted = take_address(visit, transaction, kForm); !counted) return counted;
    if (is_known) return Error{Code::invalid, "INVITATION_REGISTERED", "the address has an account"};
    if (!store::take_account(transaction, visit.account().id)) return account_gone();
    auto invited = store::invite(transaction, visit.account(), invitation, actor_of(visit), visit.now);
    if (invited) give_back_address(visit, transaction, kForm);
    return invited;
  });
}

}  // namespace

Result<http::Response> post_invite(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  view::FormState form = sent_form(visit);
  auto email = read_successor(visit);
  if (!email) return refused_organisation_field(visit, *organisation, form, "email", email.error());
  if (auto invited = invite(visit, *organisation, email->address()); !invited) {
    const Error& error = invited.error();
    if (error.code == Code::unauthenticated) return error;
    return refused_organisation_field(visit, *organisation, form, error.code == Code::invalid ? "email" : "", error);
  }
  return redirect(visit, "/organisations/" + model::to_text(organisation->id), "FLASH_INVITED");
}

Result<http::Response> show_invitation_refuse(Visit& visit) {
  std::string token(visit.request.parameters.get("token"));
  if (!store::find_invitation(visit.database(), secret::token_hash(token))) return link_gone();
  return page(visit, view::InvitationRefusalPage{token});
}

Result<http::Response> post_invitation_refuse(Visit& visit) {
  std::string token_hash = secret::token_hash(visit.form.get("token"));
  auto email = store::find_invitation(visit.database(), token_hash);
  if (!email) return link_gone();
  visit.database().transact([&](store::Transaction& transaction) {
    store::refuse_invitations(transaction, token_hash, actor_of_link(visit, *email), visit.now);
  });
  return redirect(visit, "/invitation/refused");
}

Result<http::Response> show_invitation_refused(Visit& visit) { return page(visit, view::InvitationRefusalPage{}); }

}  // namespace certportal::portal
