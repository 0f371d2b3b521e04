// The help pages, for everybody.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_help(Visit& visit);
Result<http::Response> show_help_topic(Visit& visit);
Result<http::Response> show_help_csr(Visit& visit);
Result<http::Response> show_help_renewal(Visit& visit);

}  // namespace certportal::portal
