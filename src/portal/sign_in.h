// Start, sign-in and sign-out.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_start(Visit& visit);  // "/": to the certificates, or to sign-in
Result<http::Response> show_login(Visit& visit);
Result<http::Response> post_login(Visit& visit);
Result<http::Response> post_logout(Visit& visit);

}  // namespace certportal::portal
