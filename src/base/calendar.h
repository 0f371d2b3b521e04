// The calendar of the process's time zone (TZ, which view::Site::load() sets): what people call a day.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace certportal {

std::string local_date(Time time);  // "2026-11-28", the form used in SQL and in forms

// The first second of the day so many days after that of `time`.
Time local_midnight(Time time, int days_later = 0);

// The first second of the month so many months after that of `time`.
Time local_month(Time time, int months_later = 0);

// The first second of "2026-11-28"; nullopt: no such day.
std::optional<Time> local_midnight_of(std::string_view date);

}  // namespace certportal
