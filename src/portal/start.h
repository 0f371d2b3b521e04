// "/": what needs the account now, or the way to sign-in.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_start(Visit& visit);

}  // namespace certportal::portal
