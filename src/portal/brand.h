// "/brand/…": the operator's own style sheet and logo (view/brand.h).
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_brand_file(Visit& visit);  // :file

}  // namespace certportal::portal
