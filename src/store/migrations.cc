#include "store/migrations.h"

#include <chrono>
#include <set>
#include <thread>

#include "base/text.h"
#include "store/connection.h"

namespace certportal::store {
namespace {

constexpr std::string_view kGrants =
#include "grants.inc"
    ;

constexpr std::string_view kCreateMigration =
    "CREATE TABLE IF NOT EXISTS [migration] (version INT UNSIGNED NOT NULL, name VARCHAR(100) NOT NULL, applied_at "
    "DATETIME NOT NULL, "
    "PRIMARY KEY (version)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci";

std::set<std::int64_t> applied_versions(Database& database) {
  std::set<std::int64_t> applied;
  Rows rows = database.read("SELECT version FROM [migration]");
  while (rows.next()) applied.insert(rows.number(1));
  return applied;
}

bool has_table(Database& database, const char* name) {
  return database
      .read("SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?",
            {database.settings().table_prefix + name})
      .next();
}

std::string replace_all(std::string text, std::string_view from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// A statement that waits for a table has all pages wait behind it: so it waits for a moment only, lets them pass, and
// tries again. What keeps a table for longer is a dump, or another host's migration.
constexpr std::chrono::seconds kPause{2};
constexpr std::chrono::minutes kPatience{30};

void run_between_pages(Database& database, const std::string& statement) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    database.run_unprepared("SET SESSION lock_wait_timeout = 1");
    try {
      return database.run_unprepared(statement);
    } catch (const TransactionConflict& busy) {
      if (std::chrono::steady_clock::now() > end)
        throw Unavailable(std::string("a table is kept busy: ") + busy.what());
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace

std::vector<std::string> statements(std::string_view sql) {
  std::vector<std::string> found;
  std::string statement;
  for (std::string_view line : split(sql, '\n')) {
    if (trim(line).empty() || trim(line).starts_with("--")) continue;
    statement.append(line).append("\n");
    if (!trim(line).ends_with(';')) continue;
    statement.resize(statement.rfind(';'));
    found.push_back(std::move(statement));
    statement.clear();
  }
  return found;
}

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = {
#include "migrations.inc"
  };
  return all;
}

std::vector<Migration> pending_migrations(Database& database) {
  if (!has_table(database, "migration")) return migrations();
  auto applied = applied_versions(database);
  std::vector<Migration> pending;
  for (const Migration& migration : migrations())
    if (!applied.contains(migration.version)) pending.push_back(migration);
  return pending;
}

std::vector<Migration> migrate(Database& database) {
  // What scripts/restore calls `migration` until all rows are there.
  if (has_table(database, "migration_restoring"))
    throw Broken("the database holds a restore that was not finished: run scripts/restore again");
  database.run_unprepared(kCreateMigration);
  std::vector<Migration> pending = pending_migrations(database);
  for (const Migration& migration : pending) {
    for (const std::string& statement : statements(migration.sql)) {
      try {
        run_between_pages(database, statement);
      } catch (const AlreadyDone&) {
        continue;  // by another host at this moment, or before a crash
      }
    }
    database.run("INSERT IGNORE INTO [migration] (version, name, applied_at) VALUES (?, ?, ?)",
                 {migration.version, migration.name, now()});
  }
  return pending;
}

std::vector<std::string> table_names(const Settings& settings) {
  constexpr std::string_view kCreate = "CREATE TABLE [";
  std::vector<std::string> names;
  for (const Migration& migration : migrations())
    for (const std::string& statement : statements(migration.sql))
      if (statement.starts_with(kCreate))
        names.push_back(settings.table_prefix + statement.substr(kCreate.size(), statement.find(']') - kCreate.size()));
  names.push_back(settings.table_prefix + "migration");
  return names;
}

bool schema_fits(Database& database) {
  return database.read("SELECT 1 FROM [migration] WHERE version = ?", {migrations().back().version}).next();
}

std::string grants(const Settings& settings, std::string_view worker, std::string_view jobs, std::string_view host) {
  auto user = [&](std::string_view name) { return "'" + std::string(name) + "'@'" + std::string(host) + "'"; };
  std::string prefix = "`" + settings.database + "`." + settings.table_prefix;
  std::string text;
  for (const std::string& statement : statements(kGrants)) text += apply_prefix(statement, prefix) + ";\n";
  return replace_all(replace_all(std::move(text), "TO WORKER", "TO " + user(worker)), "TO JOBS", "TO " + user(jobs));
}

}  // namespace certportal::store
