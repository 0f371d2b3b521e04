// Removes personal data from audit events whose time is over. Kind, time and organisation stay, and so does the chain:
// a sealed event's seal gets a MAC over what is left, so that only who has the key can remove anything unseen.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "store/database.h"

namespace certportal::store {

enum class PersonalData { client, all };  // the client's network address; or actor, accounts and content as well

struct RemovalPass {
  unsigned events = 0;  // that lost something
  std::string problem;  // the first event that was left as it is, since it does not fit its seal; "" : none
};

// From the events up to `until`, in steps, each with an audit event personal_data_removed. `key`: that of the chain;
// "": events are not sealed, and those that are stay as they are. An event that waits to be sealed waits for this, too.
// Any number of jobs may call it at once.
RemovalPass remove_personal_data(Database& database, std::string_view key, PersonalData what, Time until, Time now,
                                 const std::function<bool()>& stop);

}  // namespace certportal::store
