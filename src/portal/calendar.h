// The ends of an account's certificates as a calendar to subscribe to, by a secret address; and its page.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_account_calendar(Visit& visit);
Result<http::Response> post_account_calendar(Visit& visit);         // 200 with the new address, shown once
Result<http::Response> post_account_calendar_revoke(Visit& visit);  // 303 whether there was one or not
Result<http::Response> show_calendar(Visit& visit);                 // :secret; 304 where the program has it already

}  // namespace certportal::portal
