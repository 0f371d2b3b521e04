// Limits that are counted by the rows themselves: what a person may do so often a day.
#pragma once

#include "base/result.h"
#include "store/database.h"

namespace certportal::store {

inline constexpr Seconds kDay = std::chrono::hours(24);

// rate_limited, with the value SECONDS.
Error limit_reached(const char* message, Seconds wait);

// `oldest`: the time of the oldest of those that fill the limit of the day before `now`, no row if it is not full.
Result<void> check_day(Rows oldest, const char* message, Time now);

}  // namespace certportal::store
