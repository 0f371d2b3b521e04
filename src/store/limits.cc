#include "store/limits.h"

namespace certportal::store {

Error limit_reached(const char* message, Seconds wait) {
  return {Code::rate_limited, message, "limit reached", {{"SECONDS", std::to_string(wait.count())}}};
}

Result<void> check_day(Rows oldest, const char* message, Time now) {
  if (!oldest.next()) return {};
  return limit_reached(message, oldest.time(1) + kDay - now);
}

}  // namespace certportal::store
