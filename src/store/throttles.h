// Counters of failed tries, right across all workers and hosts (model/throttle.h has the rule).
#pragma once

#include <string>

#include "model/throttle.h"
#include "store/database.h"

namespace certportal::store {

// Counts a try before it is made, so that many at once count too. Returns how long to wait instead (nothing is
// counted then), or 0: go on. `name` is "form kind value", printable ASCII.
Seconds take_try(Transaction& transaction, std::string_view name, const model::ThrottlePolicy& policy, Time now);

// The try was a success: the counter forgets it, and with `all` the ones before it.
void give_back_try(Transaction& transaction, std::string_view name, bool all);

}  // namespace certportal::store
