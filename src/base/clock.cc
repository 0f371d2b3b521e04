// Reads the system clock and the test offset. UTC only: the reader's time zone is view's business.
#include "base/clock.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>

namespace certportal {
namespace {
std::string offset_file;  // set once at start

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* first = text.data() + at;
  auto [end, error] = std::from_chars(first, first + count, value);
  if (error != std::errc{} || end != first + count || value < 0) return std::nullopt;
  return value;
}
}  // namespace

void set_clock_offset_file(const std::string& path) { offset_file = path; }

Seconds clock_offset() {
  if (offset_file.empty()) return Seconds{0};
  int file = open(offset_file.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Seconds{0};
  char buffer[32];
  ssize_t length = read(file, buffer, sizeof buffer);
  close(file);
  long long value = 0;
  if (length > 0) {
    const char* first = buffer[0] == '+' ? buffer + 1 : buffer;
    std::from_chars(first, buffer + length, value);
  }
  return Seconds{value};
}

Time now() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()) + clock_offset(); }

namespace {
std::string format(Time time, const char* pattern) {
  auto day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day date{day};
  std::chrono::hh_mm_ss clock{time - day};
  char buffer[40];
  int length =
      std::snprintf(buffer, sizeof buffer, pattern, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                    static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(buffer, static_cast<std::size_t>(length));
}
}  // namespace

std::string to_sql(Time time) { return format(time, "%04d-%02u-%02u %02d:%02d:%02d"); }
std::string to_iso(Time time) { return format(time, "%04d-%02u-%02uT%02d:%02d:%02dZ"); }

std::optional<Time> from_sql(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00 00:00:00";  // the database may add fractions
  if (text.size() < kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] != '0' && text[i] != kForm[i]) return std::nullopt;
  auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                   std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Time{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         Seconds{*second};
}

long days_between(Time from, Time to) {
  return static_cast<long>(std::chrono::floor<std::chrono::days>(to - from).count());
}

}  // namespace certportal
