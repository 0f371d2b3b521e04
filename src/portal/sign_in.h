// Sign-in and sign-out.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_login(Visit& visit);
Result<http::Response> post_login(Visit& visit);
Result<http::Response> post_logout(Visit& visit);

}  // namespace certportal::portal
