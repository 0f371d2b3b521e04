// "Second factor" below the account: set up an authenticator app, new recovery codes, end it.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_second_factor(Visit& visit);
Result<http::Response> post_second_factor(Visit& visit);      // secret (hidden), new_code, current_password
Result<http::Response> post_recovery_codes(Visit& visit);     // current_password, code
Result<http::Response> post_second_factor_end(Visit& visit);  // current_password, code

}  // namespace certportal::portal
