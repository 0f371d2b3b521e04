// "/robots.txt": what search engines may look at (RFC 9309).
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_robots(Visit& visit);  // counts only where the portal lives at the root of its host

}  // namespace certportal::portal
