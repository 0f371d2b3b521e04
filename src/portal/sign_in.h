// Sign-in and sign-out.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_login(Visit& visit);
Result<http::Response> post_login(Visit& visit);
Result<http::Response> show_sign_in_code(Visit& visit);  // next; by the cookie of a right password
Result<http::Response> post_sign_in_code(Visit& visit);  // code, next
Result<http::Response> post_logout(Visit& visit);

}  // namespace certportal::portal
