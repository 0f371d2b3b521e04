// Removes what has expired, in small steps that no page feels. Safe at any time and from any number of hosts.
#pragma once

#include "store/database.h"

namespace certportal::store {

// `session_idle`: so long without a request ends a session.
void sweep(Database& database, Seconds session_idle, Time now);

}  // namespace certportal::store
