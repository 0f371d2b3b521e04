// The one clock. "Now" is read here and bound into SQL, never taken from the database.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace certportal {

// Seconds since 1970-01-01 00:00 UTC; holds every date that a certificate may carry.
using Time = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

// Names a file that holds a number of seconds by which now() is moved, for tests; "" for none.
void set_clock_offset_file(const std::string& path);

// The system's clock plus the offset file's content; a missing or unreadable file counts as 0.
Time now();

// The offset in force, for doctor.
Seconds clock_offset();

// "2026-11-28 10:00:00" (UTC), the form used in SQL and in logs, and back (nullopt if malformed).
std::string to_sql(Time time);
std::optional<Time> from_sql(std::string_view text);

// "2026-11-28T10:00:00Z" (RFC 3339), for JSON.
std::string to_iso(Time time);

// Whole days from `from` to `to`, rounded down; negative once `to` has passed.
long days_between(Time from, Time to);

}  // namespace certportal
