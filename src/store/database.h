// One database connection with its prepared statements: opened when first needed, dropped and reopened when lost.
// The fence of Connector/C++: its exceptions end here. SQL names tables in brackets, `[account]`, which become the
// prefixed names when a statement is prepared.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/broken.h"
#include "base/clock.h"

namespace sql {
class ResultSet;
}

namespace certportal::store {

struct Settings {
  std::vector<std::string> hosts;  // "unix:/path" or "host:port", tried in order
  std::string user;
  std::string password;
  std::string database;
  std::string table_prefix;
  std::string ca_file;  // "" : no TLS
  unsigned connect_seconds = 1;
  unsigned read_seconds = 2;  // time-out of one statement
  unsigned schema = 0;        // migration without which a host is of no use, as if it did not answer; 0: any will do
};

// A value bound to a `?`. Times are bound as UTC text, strings as they are (text or bytes).
class Param {
 public:
  Param(std::nullptr_t) : kind_(Kind::null) {}
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  Param(Integer number) : kind_(Kind::number), number_(static_cast<std::int64_t>(number)) {}
  Param(std::string text) : kind_(Kind::text), text_(std::move(text)) {}
  Param(std::string_view text) : kind_(Kind::text), text_(text) {}
  Param(const char* text) : kind_(Kind::text), text_(text) {}
  Param(Time time) : kind_(Kind::text), text_(to_sql(time)) {}
  template <class T>
  Param(const std::optional<T>& value) : Param(value ? Param(*value) : Param(nullptr)) {}

  enum class Kind { null, number, text };
  Kind kind() const { return kind_; }
  std::int64_t number() const { return number_; }
  const std::string& text() const { return text_; }

 private:
  Kind kind_;
  std::int64_t number_ = 0;
  std::string text_;
};
using Params = std::vector<Param>;

// The rows of a SELECT, already fetched. Columns count from 1. Valid until the same statement runs again.
class Rows {
 public:
  explicit Rows(std::unique_ptr<sql::ResultSet> set);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  bool next();
  bool is_null(unsigned column) const;
  std::string text(unsigned column) const;     // text or bytes; NULL reads as ""
  std::int64_t number(unsigned column) const;  // NULL reads as 0
  Time time(unsigned column) const;            // precondition: a DATETIME, not NULL
  std::optional<Time> optional_time(unsigned column) const;

 private:
  std::unique_ptr<sql::ResultSet> set_;
};

// What a Database has done since it was made; never falls.
struct Counters {
  std::uint64_t statements = 0;    // run by a caller, each try of each
  std::uint64_t transactions = 0;  // committed
  std::uint64_t conflicts = 0;     // transactions done again, or given up, after a deadlock or another host's writing
  std::uint64_t connects = 0;      // connections that became usable
  std::uint64_t failures = 0;      // lost connections, and hosts that could not be used
};

class Connection;

// What a transaction's body may do. Every statement is prepared once a connection.
//
// On a Galera cluster a lock holds on one node only: two transactions on two nodes conflict, and one of them is done
// again, only where both write the same row or the same value of a unique key. So what a body decides by is either
// taken by a write (take_account(), take_organisation(), a counter of its own), or it is the row count of a conditional
// update, or a unique key. FOR UPDATE is for rows that the same transaction writes, too, and spares one server a
// deadlock. doc/transactions.md has the table of all of them.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Rows read(std::string_view sql, const Params& params = {});
  std::uint64_t run(std::string_view sql, const Params& params = {});  // rows changed
  bool insert(std::string_view sql, const Params& params);  // or an update; false: a unique key has that value already
  std::uint64_t last_id();                                  // of this transaction's last INSERT

 private:
  Connection& connection_;
};

// Uses the first host that answers, takes writes and has the schema; one that failed or hung is tried last for a while.
// Throws Unavailable when none does within the time-outs (connect 1 s, several hosts 3 s; a statement
// read_seconds).
//
// Another host takes over in the middle of a call only where nothing can have happened twice: after a connection that
// was closed or a server that refused, before COMMIT; never after a time-out.
class Database {
 public:
  explicit Database(Settings settings);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // One SELECT outside any transaction; done once more when the connection was found closed, or a cluster broke it off.
  Rows read(std::string_view sql, const Params& params = {});

  // One change in a transaction of its own.
  std::uint64_t run(std::string_view sql, const Params& params = {});

  // Runs `body` in one transaction, from its start again after a deadlock, a lock time-out or a closed connection
  // (a body may therefore run several times and changes nothing outside the database). Committed when body returns,
  // rolled back when it throws. A connection lost at COMMIT throws OutcomeUnknown and is not tried again.
  template <class Body>
  auto transact(Body body) -> std::invoke_result_t<Body, Transaction&> {
    using Value = std::invoke_result_t<Body, Transaction&>;
    if constexpr (std::is_void_v<Value>) {
      transact_erased([&](Transaction& transaction) { body(transaction); });
    } else {
      std::optional<Value> value;
      transact_erased([&](Transaction& transaction) { value.emplace(body(transaction)); });
      return std::move(*value);
    }
  }

  // Raw text of several words that cannot be prepared (DDL), prefix applied; for migrations.
  void run_unprepared(std::string_view sql);

  std::string host() const;  // the host in use, "" if not connected
  const Counters& counters() const { return counters_; }
  const Settings& settings() const { return settings_; }

 private:
  void transact_erased(const std::function<void(Transaction&)>& body);
  Connection& connected();
  template <class Work>
  auto once_more_if_closed(Work work);

  struct Host {
    std::string name;
    std::chrono::steady_clock::time_point tried_last_until{};
  };
  std::unique_ptr<Connection> connect();
  std::vector<std::string> hosts_in_order() const;
  void set_back(const std::string& host);

  Settings settings_;
  std::vector<Host> hosts_;
  std::string last_host_;
  Counters counters_;
  std::unique_ptr<Connection> connection_;
};

// The commit's answer was lost: it may or may not have happened.
class OutcomeUnknown : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

// `[name]` becomes prefix + name; brackets stand nowhere else in our SQL.
std::string apply_prefix(std::string_view sql, std::string_view prefix);

}  // namespace certportal::store
