#include "portal/sessions.h"

#include "base/text.h"
#include "portal/answer.h"
#include "portal/traces.h"
#include "secret/token.h"
#include "store/sessions.h"
#include "view/browser_name.h"
#include "view/second_factor_pages.h"

namespace certportal::portal {

Result<http::Response> show_sessions(Visit& visit) {
  view::SessionsPage content;
  for (const auto& session :
       store::list_sessions(visit.database(), visit.account().id, visit.portal.limits.session, visit.now)) {
    content.sessions.push_back({to_base64url(session.token_hash), view::browser_name(session.origin.user_agent),
                                session.origin.client, session.created_at, session.last_used_at,
                                session.token_hash == visit.session->token_hash});
  }
  return page(visit, content);
}

Result<http::Response> post_session_end(Visit& visit) {
  const std::string token_hash = secret::from_base64url(visit.form.get("session")).value_or("");
  visit.database().transact([&](store::Transaction& transaction) {
    if (store::end_session_of(transaction, visit.account().id, token_hash))
      store::add_event(transaction, event_of(visit, "session_ended", visit.account()), visit.now);
  });
  return redirect(visit, "/account/sessions", "FLASH_SESSION_ENDED");
}

Result<http::Response> post_other_sessions_end(Visit& visit) {
  visit.database().transact([&](store::Transaction& transaction) {
    if (store::end_other_sessions(transaction, visit.account().id, visit.session->token_hash) > 0)
      store::add_event(transaction, event_of(visit, "other_sessions_ended", visit.account()), visit.now);
  });
  return redirect(visit, "/account/sessions", "FLASH_OTHER_SESSIONS_ENDED");
}

}  // namespace certportal::portal
