// "Where you are signed in": one's own sessions, to be ended one by one or all but the present one.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_sessions(Visit& visit);
Result<http::Response> post_session_end(Visit& visit);  // session: one that the page names
Result<http::Response> post_other_sessions_end(Visit& visit);

}  // namespace certportal::portal
