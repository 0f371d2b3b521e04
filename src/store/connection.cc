// Connector/C++ 1.1 on libmariadb. Its automatic reconnect stays off: it would silently lose session variables and
// leave old prepared statements broken.
#include "store/connection.h"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <mysql_connection.h>
#include <mysql_driver.h>

#include "base/log.h"

namespace certportal::store {
namespace {

constexpr int kDuplicateKey = 1062;
constexpr int kUnknownVariable = 1193;
constexpr int kNoSuchTable = 1146;
constexpr int kTableDenied = 1142;

// Table, column or key exists; column or key to drop does not exist; foreign key exists.
// 1005 with InnoDB's own 121: MariaDB's word for MySQL's 1826, a foreign key of that name is there.
bool is_already_done(int code, std::string_view text) {
  if (code == 1005) return text.find("errno: 121") != std::string_view::npos;
  return code == 1050 || code == 1060 || code == 1061 || code == 1091 || code == 1826;
}

// 1205 is also the word of a Galera node that waited in vain to see what the others committed; 1317: interrupted, as by
// another host's migration there.
bool is_conflict(int code) { return code == 1213 || code == 1205 || code == 1317; }

// 1053: shutting down; 1927: connection killed.
bool is_closed(int code) {
  return code == 2006 || code == 2013 || code == 2026 || code == 1927 || code == 1053;  // 2026: the end of a TLS stream
}

// 1047, 1180: a Galera node without quorum; 1290, 1792, 1836: a server that became read-only.
bool is_refusal(int code) { return code == 1047 || code == 1180 || code == 1290 || code == 1792 || code == 1836; }

// 1021, 1114: a disk, or a table's file, that cannot grow until somebody makes room.
bool is_full(int code) { return code == 1021 || code == 1114; }

// 2014: out of step.
bool is_lost(int code) {
  if (is_closed(code) || is_refusal(code)) return true;
  return code == 2000 || code == 2002 || code == 2003 || code == 2014 || code == 2055;
}

sql::ConnectOptionsMap options_for(const Settings& settings, const std::string& host) {
  sql::ConnectOptionsMap options;
  options["hostName"] = sql::SQLString(host.starts_with("unix:") ? "unix://" + host.substr(5) : "tcp://" + host);
  options["userName"] = sql::SQLString(settings.user);
  options["password"] = sql::SQLString(settings.password);
  options["schema"] = sql::SQLString(settings.database);
  options["OPT_CONNECT_TIMEOUT"] = static_cast<int>(settings.connect_seconds);
  options["OPT_READ_TIMEOUT"] = static_cast<int>(settings.read_seconds);
  options["OPT_WRITE_TIMEOUT"] = static_cast<int>(settings.read_seconds);
  options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  if (!settings.ca_file.empty()) {
    options["sslCA"] = sql::SQLString(settings.ca_file);
    options["sslVerify"] = true;
  }
  return options;
}

std::string describe(const sql::SQLException& error, std::string_view sql) {
  return "database error " + std::to_string(error.getErrorCode()) + " (" + error.what() +
         ") at: " + std::string(sql.substr(0, 200));
}

}  // namespace

Connection::Connection(const Settings& settings, const std::string& host, Counters& counters)
    : host_(host), prefix_(settings.table_prefix), time_out_(settings.read_seconds), counters_(counters) {
  try {
    sql::ConnectOptionsMap options = options_for(settings, host);
    connection_.reset(sql::mysql::get_mysql_driver_instance()->connect(options));
    set_up_session();
    demand_writable();
  } catch (const sql::SQLException& error) {
    throw Unavailable("cannot connect to database " + host + ": " + error.what());
  }
  if (settings.schema != 0) demand_schema(settings.schema, settings.database);
}

void Connection::set_up_session() {
  std::unique_ptr<sql::Statement> statement(connection_->createStatement());
  statement->execute(
      "SET time_zone = '+00:00', sql_mode = "
      "'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'");
  statement->execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  try {
    statement->execute("SET SESSION wsrep_sync_wait = 1");  // Galera: a read sees what was committed on any node
    has_wsrep_ = true;
  } catch (const sql::SQLException& error) {
    if (error.getErrorCode() != kUnknownVariable) throw;
  }
}

// Behind wsrep_sync_wait: a Galera node without quorum lets in whoever comes, and refuses this.
void Connection::demand_writable() {
  std::unique_ptr<sql::Statement> statement(connection_->createStatement());
  std::unique_ptr<sql::ResultSet> found(
      statement->executeQuery("SELECT @@global.read_only OR @@global.innodb_read_only"));
  if (!found->next() || found->getInt(1) != 0) throw Unavailable("database " + host_ + " is read-only");
}

// A transaction that another node's breaks off while a statement is prepared ends without a word (seen with MariaDB
// 10.11): each statement behind it would be a transaction of its own. Asked by a text, it tells.
void Connection::demand_transaction() {
  std::unique_ptr<sql::Statement> statement(connection_->createStatement());
  std::unique_ptr<sql::ResultSet> found(statement->executeQuery("SELECT @@in_transaction"));
  if (!found->next() || found->getInt(1) == 0)
    throw TransactionConflict("the transaction was broken off while a statement was prepared");
}

// No table, or no right to it, is what a database looks like before its first migration.
void Connection::demand_schema(unsigned version, const std::string& database) {
  bool fits = false;
  try {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    std::unique_ptr<sql::ResultSet> found(statement->executeQuery(
        apply_prefix("SELECT 1 FROM [migration] WHERE version = " + std::to_string(version), prefix_)));
    fits = found->next();
  } catch (const sql::SQLException& error) {
    if (error.getErrorCode() != kNoSuchTable && error.getErrorCode() != kTableDenied)
      throw Unavailable("cannot use database " + host_ + ": " + error.what());
  }
  if (!fits)
    throw Unavailable("database " + database + " at " + host_ + " has a schema older than this program's, version " +
                      std::to_string(version) + ": run certportal migrate");
}

void Connection::lose(bool host_is_well) {
  if (usable_) ++counters_.failures;
  usable_ = false;
  host_is_well_ = host_is_well;
}

Connection::~Connection() {
  // A connection that failed is not told good-bye: the server may hang, and each word would wait for the time-out.
  statements_.clear();
}

void Connection::fail(const sql::SQLException& error, std::string_view sql,
                      std::chrono::steady_clock::time_point began) {
  int code = error.getErrorCode();
  std::string text = describe(error, sql);
  if (is_conflict(code)) throw TransactionConflict(text);
  if (is_already_done(code, text)) throw AlreadyDone(text);
  if (is_full(code)) throw Unavailable(text);
  if (!is_lost(code)) throw Broken(text);
  // Only a connection that was found closed, or a refusal, is worth a second try; after a time-out the page would wait
  // twice.
  bool timed_out = std::chrono::steady_clock::now() - began > time_out_ - std::chrono::milliseconds(200);
  lose(is_closed(code) && !timed_out);
  if ((is_closed(code) || is_refusal(code)) && !timed_out) throw ConnectionClosed(text);
  throw Unavailable(text);
}

template <class Work>
auto Connection::guarded(std::string_view sql, Work work) {
  auto began = std::chrono::steady_clock::now();
  ++counters_.statements;
  try {
    return work();
  } catch (const sql::SQLException& error) {
    fail(error, sql, began);
  }
}

sql::PreparedStatement& Connection::prepare(std::string_view sql, const Params& params) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    std::unique_ptr<sql::PreparedStatement> made(connection_->prepareStatement(apply_prefix(sql, prefix_)));
    found = statements_.emplace(std::string(sql), std::move(made)).first;
    if (in_transaction_ && has_wsrep_) demand_transaction();
  }
  sql::PreparedStatement& statement = *found->second;
  unsigned index = 0;
  for (const Param& param : params) {
    ++index;
    switch (param.kind()) {
      case Param::Kind::null: statement.setNull(index, 0); break;
      case Param::Kind::number: statement.setInt64(index, param.number()); break;
      case Param::Kind::text: statement.setString(index, sql::SQLString(param.text())); break;
    }
  }
  return statement;
}

Rows Connection::read(std::string_view sql, const Params& params) {
  return guarded(sql, [&] { return Rows(std::unique_ptr<sql::ResultSet>(prepare(sql, params).executeQuery())); });
}

std::uint64_t Connection::run(std::string_view sql, const Params& params) {
  return guarded(sql, [&] { return static_cast<std::uint64_t>(prepare(sql, params).executeUpdate()); });
}

bool Connection::insert(std::string_view sql, const Params& params) {
  return guarded(sql, [&] {
    try {
      prepare(sql, params).executeUpdate();
      return true;
    } catch (const sql::SQLException& error) {
      if (error.getErrorCode() != kDuplicateKey) throw;
      return false;
    }
  });
}

std::uint64_t Connection::last_id() {
  Rows rows = read("SELECT LAST_INSERT_ID()", {});
  rows.next();
  return static_cast<std::uint64_t>(rows.number(1));
}

void Connection::begin() {
  run_unprepared("START TRANSACTION");
  in_transaction_ = true;
}

// As a statement: the connector's own commit() does not look at the server's answer, a lost connection included.
void Connection::commit() {
  in_transaction_ = false;
  auto began = std::chrono::steady_clock::now();
  try {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->execute("COMMIT");
    ++counters_.transactions;
  } catch (const sql::SQLException& error) {
    if (!is_lost(error.getErrorCode())) fail(error, "COMMIT", began);
    lose(false);
    throw OutcomeUnknown(describe(error, "COMMIT"));
  }
}

void Connection::rollback() {
  in_transaction_ = false;
  if (!usable_) return;
  try {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->execute("ROLLBACK");
  } catch (const sql::SQLException& error) {
    lose(true);
    log_warning("rollback failed: " + std::string(error.what()));
  }
}

void Connection::run_unprepared(std::string_view sql) {
  guarded(sql, [&] {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->execute(apply_prefix(sql, prefix_));
    return true;
  });
}

}  // namespace certportal::store
