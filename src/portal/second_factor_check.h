// The code of a second factor, wherever a page asks for it: at sign-in, beside the present password, for a new
// password.
#pragma once

#include "portal/portal.h"
#include "view/form.h"

namespace certportal::portal {

// Compares the field `code`, an app's or a recovery code, with the account's factor. True: right; it was taken, and
// counts never again, whatever the caller goes on to do. A missing, wrong or used one is added to `form`. The try
// counts under `counted` (password_checks.h). Errors: rate_limited.
Result<bool> check_code(Visit& visit, const store::Account& account, const std::string& counted, view::FormState& form);

// The message of the error that leads a session to /account/second-factor.
inline constexpr const char* kSecondFactorDemanded = "SECOND_FACTOR_DEMANDED";

// An officer who has no second factor although the configuration demands one: nothing is open to this session but to
// set one up.
bool needs_second_factor(const Visit& visit);

// The app's secret as it is kept, and back; error: locked with another form key.
std::string lock_totp_secret(const Visit& visit, model::AccountId account, std::string_view secret);
Result<std::string> open_totp_secret(const Visit& visit, model::AccountId account, std::string_view locked);

}  // namespace certportal::portal
