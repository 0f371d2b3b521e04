// Dates in the reader's form, in the site's time zone.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "view/site.h"

namespace certportal::view {

std::string format_date(const Site& site, std::string_view language, Time time);  // "28.11.2026"

}  // namespace certportal::view
