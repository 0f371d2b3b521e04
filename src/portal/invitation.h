// "No more of these": the link in an invitation to register, asked for by a contact. Opening it changes nothing.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_invitation_refuse(Visit& visit);  // token
Result<http::Response> post_invitation_refuse(Visit& visit);  // token
Result<http::Response> show_invitation_refused(Visit& visit);

}  // namespace certportal::portal
