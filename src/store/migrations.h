// The schema: numbered migrations of sql/, compiled in. Each statement may find its work already done (by another
// host, or before a crash) and then counts as done, so that running twice, at once or again is harmless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace certportal::store {

struct Migration {
  unsigned version;
  std::string_view name;
  std::string_view sql;
};

// The statements of a file of sql/: each ends in ";" at a line's end; lines that start with "--" are comments.
std::vector<std::string> statements(std::string_view sql);

// All of this program's migrations, by version. While one is applied and for a time after, workers of the version
// before go on with the new schema: so a migration only adds, and what nobody uses any more is taken away by a later
// one, with "contract" in its name.
const std::vector<Migration>& migrations();

// The versions not yet applied; throws Unavailable.
std::vector<Migration> pending_migrations(Database& database);

// Applies what is pending, in order; returns what was applied.
std::vector<Migration> migrate(Database& database);

// The tables that this program's migrations make, prefix and all, and "migration" itself, the last of them.
std::vector<std::string> table_names(const Settings& settings);

// True if the database holds exactly what this program needs, or more (a newer program has migrated already).
bool schema_fits(Database& database);

// GRANT statements for the administrator. `worker` and `jobs` are user names; `host` as in 'user'@'host'.
std::string grants(const Settings& settings, std::string_view worker, std::string_view jobs, std::string_view host);

}  // namespace certportal::store
