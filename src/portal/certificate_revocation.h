// Revoking a certificate: the question, with reason and password, and the answer to it.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_certificate_revoke(Visit& visit);  // :number
Result<http::Response> post_certificate_revoke(Visit& visit);  // :number, reason, current_password

}  // namespace certportal::portal
