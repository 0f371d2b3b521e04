// The section "Technischer Ansprechpartner" of an organisation's page: another address there starts the handover.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> post_technical_contact(Visit& visit);  // :reference; email, current_password

}  // namespace certportal::portal
