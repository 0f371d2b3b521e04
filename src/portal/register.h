// Registration (handover.md, rule 10): each one is a pending row of its own, and the answer to a known address is the
// same as to a new one. Confirming needs the browser that registered, or the password chosen then.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_register(Visit& visit);
Result<http::Response> post_register(Visit& visit);
Result<http::Response> show_register_sent(Visit& visit);
Result<http::Response> show_register_confirm(Visit& visit);
Result<http::Response> post_register_confirm(Visit& visit);

}  // namespace certportal::portal
