// Password forgotten: a link by mail that lives an hour and works once. It ends all sessions and never unlocks.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_password_forgot(Visit& visit);
Result<http::Response> post_password_forgot(Visit& visit);
Result<http::Response> show_password_sent(Visit& visit);
Result<http::Response> show_password_reset(Visit& visit);
Result<http::Response> post_password_reset(Visit& visit);

}  // namespace certportal::portal
