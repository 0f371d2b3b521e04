#include "base/calendar.h"

#include <charconv>
#include <cstdio>
#include <ctime>

namespace certportal {
namespace {

std::tm local_of(Time time) {
  std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  localtime_r(&seconds, &local);
  return local;
}

// mktime() finds out about summer time, and takes days beyond the month's end and months beyond the year's.
Time midnight(int year, int month, int day) {
  std::tm local{};
  local.tm_year = year;
  local.tm_mon = month;
  local.tm_mday = day;
  local.tm_isdst = -1;
  return std::chrono::time_point_cast<Seconds>(std::chrono::system_clock::from_time_t(std::mktime(&local)));
}

std::optional<int> digits(std::string_view text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string local_date(Time time) {
  std::tm local = local_of(time);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
  return text;
}

Time local_midnight(Time time, int days_later) {
  std::tm local = local_of(time);
  return midnight(local.tm_year, local.tm_mon, local.tm_mday + days_later);
}

Time local_month(Time time, int months_later) {
  std::tm local = local_of(time);
  return midnight(local.tm_year, local.tm_mon + months_later, 1);
}

std::optional<Time> local_midnight_of(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  auto year = digits(date.substr(0, 4)), month = digits(date.substr(5, 2)), day = digits(date.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  Time time = midnight(*year - 1900, *month - 1, *day);
  if (local_date(time) != date) return std::nullopt;  // 30 February
  return time;
}

}  // namespace certportal
