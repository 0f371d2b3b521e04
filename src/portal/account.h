// "Mein Konto": profile and change of password.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_account(Visit& visit);
Result<http::Response> post_account(Visit& visit);
Result<http::Response> show_account_password(Visit& visit);
Result<http::Response> post_account_password(Visit& visit);

}  // namespace certportal::portal
