// Inside of store/: one live connection to one host, its prepared statements, and Connector/C++'s errors sorted.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/database.h"

namespace sql {
class Connection;
class PreparedStatement;
class SQLException;
}  // namespace sql

namespace certportal::store {

// The server closed the connection, or said that it takes no such work now, before anything had an effect: doing it
// again on another connection is right.
class ConnectionClosed : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

// Deadlock, lock time-out, certification conflict: the whole transaction is to be done again.
class TransactionConflict : public Broken {
 public:
  using Broken::Broken;
};

// DDL that finds its table, column or key already there, or already gone.
class AlreadyDone : public Broken {
 public:
  using Broken::Broken;
};

class Connection {
 public:
  // Connects to `host` and sets up the session; throws Unavailable, also where the host takes no writes (a replica, a
  // node of a cluster that is not part of it at the moment). Counts into `counters`, which outlives it.
  Connection(const Settings& settings, const std::string& host, Counters& counters);
  ~Connection();

  Rows read(std::string_view sql, const Params& params);
  std::uint64_t run(std::string_view sql, const Params& params);
  bool insert(std::string_view sql, const Params& params);
  std::uint64_t last_id();

  void begin();
  void commit();    // throws OutcomeUnknown when the answer is lost
  void rollback();  // never throws

  void run_unprepared(std::string_view sql);
  const std::string& host() const { return host_; }
  bool is_usable() const { return usable_; }  // false once any error may have left it out of step
  // False: it hung, or said that it takes no such work now. Until then a connection that was closed may have been idle.
  bool is_host_well() const { return host_is_well_; }

 private:
  void set_up_session();
  void demand_schema(unsigned version, const std::string& database);
  sql::PreparedStatement& prepare(std::string_view sql, const Params& params);
  void demand_writable();
  void demand_transaction();
  void lose(bool host_is_well);
  template <class Work>
  auto guarded(std::string_view sql, Work work);
  [[noreturn]] void fail(const sql::SQLException& error, std::string_view sql,
                         std::chrono::steady_clock::time_point began);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::string host_;
  std::string prefix_;
  std::chrono::seconds time_out_;
  Counters& counters_;
  bool usable_ = true;
  bool has_wsrep_ = false;       // MariaDB with Galera in it, whether used or not
  bool in_transaction_ = false;  // between begin() and the end
  bool host_is_well_ = true;
  std::unique_ptr<sql::Connection> connection_;
  std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>, Hash, std::equal_to<>> statements_;
};

}  // namespace certportal::store
