// Counters of tries, right across all workers and hosts (model/throttle.h has the rule).
#pragma once

#include <string>

#include "model/throttle.h"
#include "store/database.h"

namespace certportal::store {

// Counts a try before it is made, so that many at once count too. Returns how long to wait instead (nothing is
// counted then), or 0: go on. `name` is "form kind value", printable ASCII.
Seconds take_try(Transaction& transaction, std::string_view name, const model::ThrottlePolicy& policy, Time now);

// The try was a good one: the counter forgets it …
void give_back_try(Transaction& transaction, std::string_view name);
// … or all before it as well.
void forget_tries(Transaction& transaction, std::string_view name);

}  // namespace certportal::store
