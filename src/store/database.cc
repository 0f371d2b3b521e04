// Hosts tried in order, transactions done again, rows read.
#include "store/database.h"

#include <cppconn/resultset.h>

#include <algorithm>
#include <random>
#include <thread>

#include "base/log.h"
#include "store/connection.h"

namespace certportal::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxTries = 8;  // of one transaction, after conflicts
constexpr std::chrono::seconds kTriedLast{10};
constexpr std::chrono::milliseconds kConnecting{1500};  // after that no further host is begun with

// On one server the other transaction is through by now; on two hosts of a cluster both may run again and again into
// each other, unless one of them waits a little.
void pause_after_conflict(int tries) {
  static std::minstd_rand random{std::random_device{}()};
  if (tries < 2) return;
  std::uniform_int_distribution<int> milliseconds(0, 1 << std::min(tries, 6));
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
}

}  // namespace

Rows::Rows(std::unique_ptr<sql::ResultSet> set) : set_(std::move(set)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

bool Rows::next() { return set_->next(); }
bool Rows::is_null(unsigned column) const { return set_->isNull(column); }
std::string Rows::text(unsigned column) const {
  sql::SQLString value = set_->getString(column);
  return std::string(value->data(), value.length());
}
std::int64_t Rows::number(unsigned column) const { return set_->getInt64(column); }
Time Rows::time(unsigned column) const {
  auto time = from_sql(text(column));
  if (!time) throw Broken("column " + std::to_string(column) + " holds no date: " + text(column));
  return *time;
}
std::optional<Time> Rows::optional_time(unsigned column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

Rows Transaction::read(std::string_view sql, const Params& params) { return connection_.read(sql, params); }
std::uint64_t Transaction::run(std::string_view sql, const Params& params) { return connection_.run(sql, params); }
bool Transaction::insert(std::string_view sql, const Params& params) { return connection_.insert(sql, params); }
std::uint64_t Transaction::last_id() { return connection_.last_id(); }

Database::Database(Settings settings) : settings_(std::move(settings)) {
  for (const std::string& host : settings_.hosts) hosts_.push_back({host, {}});
}
Database::~Database() = default;

std::string Database::host() const { return connection_ ? connection_->host() : ""; }

void Database::set_back(const std::string& host) {
  for (Host& each : hosts_)
    if (each.name == host) each.tried_last_until = Clock::now() + kTriedLast;
}

// As configured; those set back come last, the one that failed the longest ago first.
std::vector<std::string> Database::hosts_in_order() const {
  auto hosts = hosts_;
  const auto now = Clock::now();
  for (Host& host : hosts)
    if (host.tried_last_until < now) host.tried_last_until = {};
  std::stable_sort(hosts.begin(), hosts.end(),
                   [](const Host& a, const Host& b) { return a.tried_last_until < b.tried_last_until; });
  std::vector<std::string> names;
  names.reserve(hosts.size());
  for (Host& host : hosts) names.push_back(std::move(host.name));
  return names;
}

std::unique_ptr<Connection> Database::connect() {
  const auto began = Clock::now();
  std::string problems;
  for (const std::string& host : hosts_in_order()) {
    if (Clock::now() - began > kConnecting) break;
    try {
      auto connection = std::make_unique<Connection>(settings_, host, counters_);
      ++counters_.connects;
      if (host != last_host_ && !(last_host_.empty() && problems.empty()))
        log_warning("the database host is now " + host + (problems.empty() ? "" : ": " + problems));
      last_host_ = host;
      return connection;
    } catch (const Unavailable& problem) {
      ++counters_.failures;
      set_back(host);
      problems += (problems.empty() ? "" : "; ") + std::string(problem.what());
    }
  }
  throw Unavailable(problems.empty() ? "no database host is configured" : problems);
}

Connection& Database::connected() {
  if (connection_ && connection_->is_usable()) return *connection_;
  if (connection_ && !connection_->is_host_well()) set_back(connection_->host());
  connection_.reset();
  connection_ = connect();
  return *connection_;
}

// A connection that the server closed while idle is found out by the first statement on it: do that once more on a
// new one. A connection made just now that closes at once is trouble, not idleness.
template <class Work>
auto Database::once_more_if_closed(Work work) {
  try {
    return work(connected());
  } catch (const ConnectionClosed& closed) {
    log_warning(std::string("connecting again after: ") + closed.what());
  }
  return work(connected());
}

Rows Database::read(std::string_view sql, const Params& params) {
  auto attempt = [&] {
    return once_more_if_closed([&](Connection& connection) { return connection.read(sql, params); });
  };
  try {
    return attempt();
  } catch (const TransactionConflict& conflict) {
    log_warning(std::string("reading again after: ") + conflict.what());
  }
  try {
    return attempt();
  } catch (const TransactionConflict& conflict) {
    throw Unavailable(conflict.what());
  }
}

std::uint64_t Database::run(std::string_view sql, const Params& params) {
  return transact([&](Transaction& transaction) { return transaction.run(sql, params); });
}

void Database::run_unprepared(std::string_view sql) { connected().run_unprepared(sql); }

void Database::transact_erased(const std::function<void(Transaction&)>& body) {
  auto attempt = [&](Connection& connection) {
    try {
      connection.begin();
      Transaction transaction(connection);
      body(transaction);
      connection.commit();
    } catch (...) {
      connection.rollback();
      throw;
    }
    return true;
  };
  for (int tries = 1;; ++tries) {
    try {
      once_more_if_closed(attempt);
      return;
    } catch (const TransactionConflict& conflict) {
      ++counters_.conflicts;
      // After a conflict the server has already rolled back: nothing of the body stands, and all of it is repeated.
      if (tries == kMaxTries) throw Unavailable(std::string("given up after conflicts: ") + conflict.what());
      pause_after_conflict(tries);
    }
  }
}

std::string apply_prefix(std::string_view sql, std::string_view prefix) {
  std::string out;
  out.reserve(sql.size() + 32);
  for (char c : sql) {
    if (c == '[')
      out += prefix;
    else if (c != ']')
      out += c;
  }
  return out;
}

}  // namespace certportal::store
