// What must hold before a handler runs: signed in, role, form type and size, Origin, CSRF token.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

// Who asks, and in which language: sets session, csrf_token of a session and language. For error pages, too.
void identify(Visit& visit);

// Precondition: identified. Checks the visit against its route and reads the body. An error of Code::unauthenticated
// means: to /login; forbidden SECOND_FACTOR_DEMANDED: to /account/second-factor.
Result<void> pass_gate(Visit& visit, http::BodyReader& body);

// The token in forms of this session: derived from the session's token, so that nothing is stored for it.
std::string session_csrf_token(std::string_view session_token);

// The token that this browser is known by; "" if it has none.
std::string_view known_device_token(const Visit& visit);

// The token that a browser is known by, until it has not been used for 400 days; a new one gets its cookie.
std::string device_token(Visit& visit);

// Signs the account in: the session of a new token is added, the browser's old one ended. Returns the token, for
// give_session_cookie once the transaction is committed.
std::string start_session(Visit& visit, store::Transaction& transaction, model::AccountId account);
void give_session_cookie(Visit& visit, const std::string& token);  // forms of this answer get its CSRF token
void forget_session(Visit& visit);                                 // the cookie only

// Forgets the language chosen in this browser: the account's own counts again.
void prefer_account_language(Visit& visit);

}  // namespace certportal::portal
