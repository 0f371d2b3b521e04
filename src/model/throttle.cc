#include "model/throttle.h"

#include <algorithm>

namespace certportal::model {

namespace {
bool is_forgotten(const ThrottlePolicy& policy, const Failures& failures, Time now) {
  return now - failures.last >= policy.memory || failures.last - now > policy.longest_pause;
}

Seconds pause_after(const ThrottlePolicy& policy, unsigned count) {
  if (count <= policy.free_failures) return Seconds(0);
  unsigned doublings = std::min(count - policy.free_failures - 1, 30u);
  return std::min(Seconds(1L << doublings), policy.longest_pause);
}
}  // namespace

Seconds pause_left(const ThrottlePolicy& policy, const Failures& failures, Time now) {
  if (is_forgotten(policy, failures, now)) return Seconds(0);
  Seconds pause = pause_after(policy, failures.count);
  Seconds elapsed = std::max(now - failures.last, Seconds(0));
  return std::max(pause - elapsed, Seconds(0));
}

Failures after_failure(const ThrottlePolicy& policy, const Failures& failures, Time now) {
  if (is_forgotten(policy, failures, now)) return {1, now};
  return {std::min(failures.count, 1'000'000u) + 1, now};
}

}  // namespace certportal::model
