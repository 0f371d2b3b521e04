// Removes what has expired, in small steps that no page feels. Safe at any time and from any number of hosts.
#pragma once

#include "store/database.h"

namespace certportal::store {

void sweep(Database& database, Time now);

}  // namespace certportal::store
