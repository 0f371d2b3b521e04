#include "store/operation.h"

#include <set>
#include <utility>

#include "base/text.h"
#include "model/mail_kind.h"
#include "model/reference.h"
#include "store/audit_chain.h"
#include "store/handovers.h"
#include "store/issuance.h"
#include "store/outbox.h"
#include "store/revocations.h"

namespace certportal::store {
namespace {

constexpr Seconds kDay = std::chrono::hours(24);
constexpr Seconds kForgotten = std::chrono::minutes(10);  // longer than cron's usual five
constexpr Seconds kWorthAMail = std::chrono::hours(1);    // what mends itself sooner concerns nobody
constexpr std::size_t kLongestText = 500, kLongestSubject = 120, kLongestHost = 255;

model::OutboxFacts read_outbox(Database& database, Time now) {
  model::OutboxFacts outbox;
  Rows waiting = database.read(
      "SELECT COUNT(*), COALESCE(SUM(answer <> ''), 0), MIN(created_at) FROM [outbox] WHERE state = 'waiting'");
  if (waiting.next()) {
    outbox.waiting = static_cast<std::uint64_t>(waiting.number(1));
    outbox.refused = static_cast<std::uint64_t>(waiting.number(2));
    outbox.oldest = waiting.optional_time(3);
  }
  Rows answers =
      database.read("SELECT answer FROM [outbox] WHERE state = 'waiting' AND answer <> '' ORDER BY created_at LIMIT 1");
  if (answers.next()) outbox.answer = answers.text(1);
  // Its last claim was to end then: within minutes of when it was given up.
  Rows given_up =
      database.read("SELECT COUNT(*) FROM [outbox] WHERE state = 'failed' AND next_try_at > ?", {now - 2 * kDay});
  if (given_up.next()) outbox.given_up = static_cast<std::uint64_t>(given_up.number(1));
  return outbox;
}

std::vector<model::CrlFacts> read_crls(Database& database) {
  std::vector<model::CrlFacts> crls;
  Rows rows = database.read("SELECT issuer, made_at, next_update FROM [crl] ORDER BY issuer");
  while (rows.next()) crls.push_back({rows.text(1), rows.time(2), rows.time(3)});
  return crls;
}

std::vector<StandingWarning> read_warnings(Database& database) {
  std::vector<StandingWarning> warnings;
  Rows rows =
      database.read("SELECT kind, subject, text, cure, since_at FROM [warning] ORDER BY since_at, kind, subject");
  while (rows.next()) warnings.push_back({{rows.text(1), rows.text(2), rows.text(3), rows.text(4)}, rows.time(5)});
  return warnings;
}

std::vector<model::IssuerQueue> read_queues(Database& database, std::string_view sql) {
  std::vector<model::IssuerQueue> queues;
  Rows rows = database.read(sql);
  while (rows.next()) queues.push_back({rows.text(1), static_cast<std::uint64_t>(rows.number(2)), rows.time(3), false});
  return queues;
}

std::vector<model::IssuerTrouble> read_silent_issuers(Database& database) {
  std::vector<model::IssuerTrouble> silent;
  for (const StuckIssuer& stuck : list_stuck_issuers(database))
    silent.push_back({stuck.issuer, "orders that wait for " + stuck.issuer + ": " + std::to_string(stuck.orders) +
                                        "; " + stuck.text});
  return silent;
}

std::vector<model::IssuerTrouble> read_unrevoked_surplus(Database& database) {
  std::vector<model::IssuerTrouble> unrevoked;
  for (const RefusedSurplus& refused : list_refused_surplus(database))
    unrevoked.push_back({refused.issuer, refused.issuer + " does not revoke surplus certificates, " +
                                             std::to_string(refused.certificates) + " so far: that of order " +
                                             model::to_text(refused.order) + ": " + refused.answer});
  return unrevoked;
}

// Where another host finds the same at this moment, its row will do.
void keep_warning(Transaction& transaction, std::string_view host, const model::Warning& warning, Time now) {
  const std::string subject = one_line(warning.subject, kLongestSubject);
  const std::string text = one_line(warning.text, kLongestText), cure = one_line(warning.cure, kLongestText);
  if (transaction.run("UPDATE [warning] SET text = ?, cure = ?, host = ?, seen_at = ? WHERE kind = ? AND subject = ?",
                      {text, cure, host, now, warning.kind, subject}) > 0)
    return;
  transaction.insert(
      "INSERT INTO [warning] (kind, subject, text, cure, host, since_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {warning.kind, subject, text, cure, host, now, now});
}

// What this host found before, and did not find now.
void end_warnings(Transaction& transaction, std::string_view host, const std::vector<model::Warning>& found) {
  std::set<std::pair<std::string, std::string>> standing;
  for (const model::Warning& warning : found)
    standing.emplace(warning.kind, one_line(warning.subject, kLongestSubject));
  Rows rows = transaction.read("SELECT kind, subject FROM [warning] WHERE host = ?", {host});
  while (rows.next())
    if (!standing.contains({rows.text(1), rows.text(2)}))
      transaction.run("DELETE FROM [warning] WHERE kind = ? AND subject = ? AND host = ?",
                      {rows.text(1), rows.text(2), host});
}

Mail mail_of(const std::vector<StandingWarning>& warnings, std::string_view recipient, std::string_view locale) {
  Mail mail{.kind = std::string(model::kOperatorWarnings.name),
            .recipient = std::string(recipient),
            .locale = std::string(locale)};
  for (const StandingWarning& each : warnings)
    mail.rows.push_back({{"TEXT", each.warning.text}, {"CURE", each.warning.cure}, {"SINCE_AT", to_sql(each.since)}});
  return mail;
}

}  // namespace

Operation read_operation(Database& database, Time now) {
  Operation operation;
  operation.outbox = read_outbox(database, now);
  Rows orders = database.read(
      "SELECT state, COUNT(*) FROM [certificate_order] WHERE state IN ('submitted', 'approved', 'issuing', 'failed') "
      "GROUP BY state");
  while (orders.next()) operation.orders[orders.text(1)] = static_cast<std::uint64_t>(orders.number(2));
  operation.crls = read_crls(database);
  operation.warnings = read_warnings(database);
  Rows jobs = database.read("SELECT jobs_seen_at, jobs_host FROM [operation]");
  if (jobs.next()) {
    operation.jobs_seen_at = jobs.optional_time(1);
    operation.jobs_host = jobs.text(2);
  }
  return operation;
}

model::OperationFacts read_facts(Database& database, Time now) {
  model::OperationFacts facts;
  facts.outbox = read_outbox(database, now);
  facts.crls = read_crls(database);
  facts.silent_issuers = read_silent_issuers(database);
  facts.unrevoked_surplus = read_unrevoked_surplus(database);
  facts.approved_orders = read_queues(database,
                                      "SELECT issuer, COUNT(*), MIN(changed_at) FROM [certificate_order] WHERE state = "
                                      "'approved' GROUP BY issuer ORDER BY issuer");
  facts.revocations = read_queues(database,
                                  "SELECT issuer, COUNT(*), MIN(asked_at) FROM [revocation] WHERE revoked_at IS NULL "
                                  "AND refused_at IS NULL GROUP BY issuer ORDER BY issuer");
  Rows undecided = database.read("SELECT MIN(created_at) FROM [certificate_order] WHERE state = 'submitted'");
  if (undecided.next()) facts.oldest_undecided = undecided.optional_time(1);
  facts.oldest_unsealed = oldest_unsealed(database);
  facts.has_overdue_handovers = !list_due_handovers(database, now - std::chrono::minutes(10), 1).empty();
  return facts;
}

void keep_warnings(Database& database, std::string_view host, const std::vector<model::Warning>& found, Time now) {
  const std::string name = one_line(host, kLongestHost);
  database.transact([&](Transaction& transaction) {
    for (const model::Warning& warning : found) keep_warning(transaction, name, warning, now);
    end_warnings(transaction, name, found);
    transaction.run("DELETE FROM [warning] WHERE seen_at < ?", {now - kForgotten});
  });
}

void note_jobs(Database& database, std::string_view host, Time host_time) {
  database.run("UPDATE [operation] SET jobs_seen_at = ?, jobs_host = ? WHERE id = 1",
               {host_time, one_line(host, kLongestHost)});
}

void mail_warnings(Database& database, std::string_view recipient, std::string_view locale, Time now) {
  auto warnings = read_warnings(database);
  if (warnings.empty() || warnings.front().since > now - kWorthAMail) return;
  database.transact([&](Transaction& transaction) {
    if (transaction.run("UPDATE [operation] SET warned_at = ? WHERE id = 1 AND (warned_at IS NULL OR warned_at <= ?)",
                        {now, now - kDay}) == 1)
      queue_mail(transaction, mail_of(warnings, recipient, locale), now);
  });
}

}  // namespace certportal::store
