// What doctor and /readyz ask the server: its version, clock and mood, and the rights of the duties' users.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "store/database.h"

namespace certportal::store {

std::string server_version(Database& database);
Time server_time(Database& database);   // UTC, by the server's clock
bool takes_writes(Database& database);  // false: it has become read-only since the connection was made

// Table (with prefix) → privileges such as "SELECT", or "UPDATE (name)" on a single column.
using TablePrivileges = std::map<std::string, std::set<std::string>>;

// What sql/grants.sql wants `user` to have on the tables, where `worker` and `jobs` are the two duties' users.
TablePrivileges wanted_privileges(const Settings& settings, std::string_view worker, std::string_view jobs,
                                  std::string_view user);

// What `user` has by grants on single tables and columns of this database. Empty also where the asker may not see it.
TablePrivileges visible_privileges(Database& database, std::string_view user);

}  // namespace certportal::store
