// The page behind the link in the successor's mail, signed in or not. Opening it changes nothing; the token goes on
// only in forms, never into an address.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_offer(Visit& visit);           // token
Result<http::Response> post_offer_accept(Visit& visit);    // token
Result<http::Response> post_offer_decline(Visit& visit);   // token, confirm; asks first
Result<http::Response> show_offer_accepted(Visit& visit);  // after a click, for readers of no or another account
Result<http::Response> show_offer_declined(Visit& visit);

}  // namespace certportal::portal
