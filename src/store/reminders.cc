#include "store/reminders.h"

#include "base/calendar.h"
#include "store/many_rows.h"
#include "store/organisations.h"
#include "store/reminder_rows.h"

namespace certportal::store {
namespace {

// A person has more at once only after an import; the rest comes with the next pass.
constexpr std::size_t kDueRows = 20000;

std::uint64_t id_at(const Rows& rows, unsigned column) { return static_cast<std::uint64_t>(rows.number(column)); }

std::vector<std::uint64_t> all_numbers(Rows rows) {
  std::vector<std::uint64_t> numbers;
  while (rows.next()) numbers.push_back(id_at(rows, 1));
  return numbers;
}

ReminderCandidate read_candidate(const Rows& rows) {
  ReminderCandidate candidate;
  candidate.number = id_at(rows, 1);
  candidate.organisation = id_at(rows, 2);
  candidate.subject.facts = {rows.time(3), rows.time(4), !rows.is_null(5), !rows.is_null(6), !rows.is_null(7)};
  if (!rows.is_null(8)) candidate.subject.muted_until = local_midnight_of(rows.text(8));
  candidate.name = rows.text(9);
  candidate.more_names = static_cast<long>(rows.number(10));
  candidate.serial = rows.text(11);
  candidate.sha256 = rows.text(12);
  return candidate;
}

void add_done(Transaction& transaction, const std::vector<std::uint64_t>& numbers,
              std::vector<ReminderCandidate>& candidates) {
  std::map<std::uint64_t, std::set<std::string>> done;
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Rows rows = transaction.read("SELECT number, step FROM [reminder] WHERE number IN " + list, bound);
    while (rows.next()) done[id_at(rows, 1)].insert(rows.text(2));
  });
  for (ReminderCandidate& candidate : candidates) candidate.subject.done = std::move(done[candidate.number]);
}

// The organisation is taken, so that it stays this contact's until the commit.
Result<void> change_mute(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                         const char* sql, const Params& params, Event event, Time now) {
  Rows rows = transaction.read("SELECT organisation_id, revoked_at, replaced_by FROM [certificate] WHERE number = ?",
                               {number.value});
  Error none{Code::not_found, "", "no such certificate, or not theirs"};
  if (!rows.next()) return none;
  model::OrganisationId organisation{id_at(rows, 1)};
  bool is_revoked = !rows.is_null(2), is_replaced = !rows.is_null(3);
  if (!take_organisation_of(transaction, contact, organisation)) return none;
  if (is_revoked) return Error{Code::conflict, "CERTIFICATE_REVOKED", "nobody is reminded of a revoked certificate"};
  if (is_replaced) return Error{Code::conflict, "CERTIFICATE_REPLACED", "nobody is reminded of a replaced certificate"};
  if (transaction.run(sql, params) == 0) return {};  // it is so already
  event.organisation = organisation;
  event.content["reference"] = model::to_text(number);
  add_event(transaction, event, now);
  return {};
}

}  // namespace

std::vector<ReminderCandidate> lock_candidates(Transaction& transaction, const std::vector<std::uint64_t>& numbers,
                                               Time until) {
  std::vector<ReminderCandidate> candidates;
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Params params = bound;
    params.emplace_back(until);
    Rows rows = transaction.read(
        "SELECT number, organisation_id, not_before, not_after, revoked_at, revocation_asked_at, replaced_by, "
        "DATE_FORMAT(muted_until, '%Y-%m-%d'), name, more_names, serial, sha256 FROM [certificate] WHERE number IN " +
            list + " AND next_reminder_at <= ? ORDER BY not_after, number FOR UPDATE",
        params);
    while (rows.next()) candidates.push_back(read_candidate(rows));
  });
  add_done(transaction, numbers, candidates);
  return candidates;
}

void write_next_looks(Transaction& transaction, const NextLooks& next) {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, time] : next) numbers.push_back(number);
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    std::string sql = "UPDATE [certificate] SET next_reminder_at = CASE number";
    Params params;
    for (const Param& number : bound) {
      sql += " WHEN ? THEN ?";
      params.push_back(number);
      params.emplace_back(next.at(static_cast<std::uint64_t>(number.number())));
    }
    params.insert(params.end(), bound.begin(), bound.end());
    transaction.run(sql + " END WHERE number IN " + list, params);
  });
}

std::size_t look_at_new(Database& database, const ReminderPass& pass, std::size_t limit) {
  auto numbers = all_numbers(
      database.read("SELECT number FROM [certificate] WHERE next_reminder_at = ? LIMIT ?", {kNotLookedAt, limit}));
  if (numbers.empty()) return 0;
  database.transact([&](Transaction& transaction) {
    NextLooks next;
    for (const ReminderCandidate& candidate : lock_candidates(transaction, numbers, kNotLookedAt)) {
      auto look = model::look_at(candidate.subject, pass.parts, pass.now, pass.tomorrow);
      next[candidate.number] = look.due ? std::optional<Time>(look.due->due_at) : look.next;
    }
    write_next_looks(transaction, next);
  });
  return numbers.size();
}

std::vector<model::AccountId> list_due_contacts(Database& database, const ReminderPass& pass) {
  Rows rows = database.read(
      "SELECT DISTINCT o.technical_contact_id FROM (SELECT organisation_id FROM [certificate] WHERE next_reminder_at > "
      "? AND next_reminder_at <= ? LIMIT ?) due JOIN [organisation] o ON o.id = due.organisation_id",
      {kNotLookedAt, pass.now, kDueRows});
  std::vector<model::AccountId> contacts;
  while (rows.next()) contacts.push_back({id_at(rows, 1)});
  return contacts;
}

Reminders find_reminders(Database& database, model::CertificateNumber number) {
  Reminders reminders;
  Rows rows =
      database.read("SELECT DATE_FORMAT(muted_until, '%Y-%m-%d') FROM [certificate] WHERE number = ?", {number.value});
  if (rows.next()) reminders.muted_until = rows.text(1);
  Rows done = database.read(
      "SELECT r.step, r.outcome, r.done_at, r.recipient, m.state, m.answer, m.sent_at FROM [reminder] r "
      "LEFT JOIN [outbox] m ON m.id = r.outbox_id WHERE r.number = ? ORDER BY r.done_at, r.step",
      {number.value});
  while (done.next())
    reminders.done.push_back(
        {done.text(1), done.text(2), done.time(3), done.text(4), done.text(5), done.text(6), done.optional_time(7)});
  return reminders;
}

Result<void> mute_certificate(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                              std::string_view date, Time until, const Actor& actor, Time now) {
  Event event{"certificate_muted", actor};
  event.content["until"] = date;
  return change_mute(transaction, number, contact,
                     "UPDATE [certificate] SET muted_until = ?, next_reminder_at = ? WHERE number = ?",
                     {date, until, number.value}, std::move(event), now);
}

Result<void> unmute_certificate(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                                const Actor& actor, Time now) {
  return change_mute(transaction, number, contact,
                     "UPDATE [certificate] SET muted_until = NULL, next_reminder_at = ? WHERE number = ? AND "
                     "muted_until IS NOT NULL",
                     {kNotLookedAt, number.value}, {"certificate_unmuted", actor}, now);
}

}  // namespace certportal::store
