// How long to wait after many tries. Pure: store/ keeps the counter and the time of the last try.
#pragma once

#include "base/clock.h"

namespace certportal::model {

struct ThrottlePolicy {
  unsigned free_tries;  // so many cost no pause; then first_pause, twice that, and so on
  Seconds longest_pause = Seconds(300);
  Seconds memory = Seconds(3600);  // without a try for so long all are forgotten
  Seconds first_pause = Seconds(1);
};

inline constexpr ThrottlePolicy kAccountThrottle{4};   // one account, or one address typed
inline constexpr ThrottlePolicy kNetworkThrottle{19};  // one client network: many people may sit behind it

// What a counter holds; a row that does not exist is {0, any time}.
struct Tries {
  unsigned count = 0;
  Time last;
};

// How long the next try must wait; 0 if it may go on. A try that lies further in the future than the longest pause
// (the clock was set back) does not count.
Seconds pause_left(const ThrottlePolicy& policy, const Tries& tries, Time now);

// The counter after one more try: starts anew if the old ones are forgotten.
Tries after_try(const ThrottlePolicy& policy, const Tries& tries, Time now);

}  // namespace certportal::model
