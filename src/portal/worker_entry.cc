#include "portal/worker_entry.h"

#include "base/log.h"

namespace certportal::portal {
namespace {

constexpr std::int64_t kMemoryEvery = 5;  // seconds: to look costs more than all else here

void enter_database(Scoreboard& scoreboard, const store::Database& database) {
  WorkerCounters& total = scoreboard.record().total;
  const WorkerCounters& before = scoreboard.inherited();
  const store::Counters& counters = database.counters();
  total.statements = before.statements + counters.statements;
  total.transactions = before.transactions + counters.transactions;
  total.conflicts = before.conflicts + counters.conflicts;
  total.connects = before.connects + counters.connects;
  total.failures = before.failures + counters.failures;
  scoreboard.set_host(database.host());
}

void enter_errors(Scoreboard& scoreboard) {
  const LoggedError& last = last_logged_error();
  std::uint64_t& errors = scoreboard.record().total.errors;
  std::uint64_t count = scoreboard.inherited().errors + last.count;
  if (errors != count) scoreboard.set_error(last.at, last.text);
  errors = count;
}

void enter_memory(WorkerRecord& record) {
  if (record.since < record.memory_at + kMemoryEvery) return;
  record.resident_bytes = resident_bytes();
  record.memory_at = record.since;
}

}  // namespace

void enter_idle(Portal& portal) {
  enter_database(portal.scoreboard, portal.database);
  enter_errors(portal.scoreboard);
  enter_memory(portal.scoreboard.record());
  portal.scoreboard.enter(WorkerState::idle);
}

}  // namespace certportal::portal
