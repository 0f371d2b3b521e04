#include "portal/invitation.h"

#include "portal/answer.h"
#include "portal/traces.h"
#include "secret/token.h"
#include "store/invitations.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

Error link_gone() { return {Code::gone, "LINK_GONE_INVITATION", "invitation's link unknown or replaced"}; }

}  // namespace

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
