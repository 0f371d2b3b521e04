// The end of one's own account, by whoever manages nothing with it.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_account_delete(Visit& visit);
Result<http::Response> post_account_delete(Visit& visit);

}  // namespace certportal::portal
