// How long to wait after failed tries. Pure: store/ keeps the counter and the time of the last failure.
#pragma once

#include "base/clock.h"

namespace certportal::model {

struct ThrottlePolicy {
  unsigned free_failures;  // so many cost no pause; then 1, 2, 4 … seconds
  Seconds longest_pause = Seconds(300);
  Seconds memory = Seconds(3600);  // without a failure for so long all are forgotten
};

inline constexpr ThrottlePolicy kAccountThrottle{4};   // one account, or one address typed
inline constexpr ThrottlePolicy kNetworkThrottle{19};  // one client network: many people may sit behind it

// What a counter holds; a row that does not exist is {0, any time}.
struct Failures {
  unsigned count = 0;
  Time last;
};

// How long the next try must wait; 0 if it may go on. A failure that lies further in the future than the longest pause
// (the clock was set back) does not count.
Seconds pause_left(const ThrottlePolicy& policy, const Failures& failures, Time now);

// The counter after one more failure: starts anew if the old ones are forgotten.
Failures after_failure(const ThrottlePolicy& policy, const Failures& failures, Time now);

}  // namespace certportal::model
