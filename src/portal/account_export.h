// All that is stored about the signed-in account, as JSON: doc/account-data.md describes it.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_account_data(Visit& visit);

}  // namespace certportal::portal
