#include "model/throttle.h"

#include <algorithm>

namespace certportal::model {

namespace {
bool is_forgotten(const ThrottlePolicy& policy, const Tries& tries, Time now) {
  return now - tries.last >= policy.memory || tries.last - now > policy.longest_pause;
}

Seconds pause_after(const ThrottlePolicy& policy, unsigned count) {
  if (count <= policy.free_tries) return Seconds(0);
  unsigned doublings = std::min(count - policy.free_tries - 1, 30u);
  return std::min(policy.first_pause * (1L << doublings), policy.longest_pause);
}
}  // namespace

Seconds pause_left(const ThrottlePolicy& policy, const Tries& tries, Time now) {
  if (is_forgotten(policy, tries, now)) return Seconds(0);
  Seconds pause = pause_after(policy, tries.count);
  Seconds elapsed = std::max(now - tries.last, Seconds(0));
  return std::max(pause - elapsed, Seconds(0));
}

Tries after_try(const ThrottlePolicy& policy, const Tries& tries, Time now) {
  if (is_forgotten(policy, tries, now)) return {1, now};
  return {std::min(tries.count, 1'000'000u) + 1, now};
}

}  // namespace certportal::model
