// Invitations to register, asked for by a contact; and "no more of these", the link in them. Opening it changes
// nothing.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> post_invite(Visit& visit);             // :reference; email
Result<http::Response> show_invitation_refuse(Visit& visit);  // token
Result<http::Response> post_invitation_refuse(Visit& visit);  // token
Result<http::Response> show_invitation_refused(Visit& visit);

}  // namespace certportal::portal
