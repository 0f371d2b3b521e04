// The day's digest of one person, in one transaction: its claim, the steps that it does, the mail, and when to look
// again.
#include <algorithm>

#include "base/calendar.h"
#include "base/text.h"
#include "model/mail_kind.h"
#include "model/person_name.h"
#include "store/many_rows.h"
#include "store/outbox.h"
#include "store/reminder_rows.h"
#include "store/reminders.h"

namespace certportal::store {
namespace {

constexpr std::size_t kAtOnce = 10000;  // certificates of one person
constexpr std::size_t kListed = 50;     // in the mail, which says how many more there are
constexpr std::size_t kNamesListed = 9;

struct Contact {
  std::uint64_t id = 0;
  std::string email, name, locale;
  std::map<std::uint64_t, std::string> organisations;  // names
};

struct Due {
  ReminderCandidate candidate;
  model::ReminderLook look;  // due is set
};

std::uint64_t id_at(const Rows& rows, unsigned column) { return static_cast<std::uint64_t>(rows.number(column)); }

// Their organisations are locked: no handover takes one away before the commit.
std::optional<Contact> lock_contact(Transaction& transaction, model::AccountId id) {
  Rows rows = transaction.read("SELECT email, name, IF(locale = '', seen_locale, locale) FROM [account] WHERE id = ?",
                               {id.value});
  if (!rows.next()) return std::nullopt;
  Contact contact{id.value, rows.text(1), rows.text(2), rows.text(3), {}};
  Rows organisations = transaction.read(
      "SELECT id, name FROM [organisation] WHERE technical_contact_id = ? ORDER BY id FOR UPDATE", {id.value});
  while (organisations.next()) contact.organisations[id_at(organisations, 1)] = organisations.text(2);
  return contact;
}

std::vector<std::uint64_t> due_numbers(Transaction& transaction, model::AccountId contact, Time until) {
  Rows rows = transaction.read(
      "SELECT c.number FROM [certificate] c FORCE INDEX (certificate_next_reminder_at) STRAIGHT_JOIN [organisation] o "
      "ON o.id = c.organisation_id AND o.technical_contact_id = ? WHERE c.next_reminder_at > ? AND c.next_reminder_at "
      "<= ? LIMIT ?",
      {contact.value, kNotLookedAt, until, kAtOnce});
  std::vector<std::uint64_t> numbers;
  while (rows.next()) numbers.push_back(id_at(rows, 1));
  return numbers;
}

// Those whose every name stands in a certificate of the organisation that is valid now and ends later; a wildcard
// covers one label.
std::set<std::uint64_t> find_covered(Transaction& transaction, const std::vector<Due>& due, Time now) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(due.size());
  for (const Due& each : due) numbers.push_back(each.candidate.number);
  std::set<std::uint64_t> covered;
  constexpr char kNewer[] =
      " AND m.organisation_id = c.organisation_id AND d.not_after > c.not_after AND d.not_before <= ? AND d.revoked_at "
      "IS NULL AND d.revocation_asked_at IS NULL)";
  constexpr char kNamed[] =
      "EXISTS (SELECT 1 FROM [certificate_name] m JOIN [certificate] d ON d.number = m.number WHERE m.name = ";
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Params params = {now, now};
    params.insert(params.end(), bound.begin(), bound.end());
    Rows rows = transaction.read(
        std::string("SELECT c.number, SUM(IF(") + kNamed + "n.name" + kNewer + " OR " + kNamed +
            "CONCAT('*', SUBSTRING(n.name, LOCATE('.', n.name)))" + kNewer +
            ", 0, 1)) FROM [certificate] c JOIN [certificate_name] n ON n.number = c.number WHERE c.number IN " + list +
            " GROUP BY c.number",
        params);
    while (rows.next())
      if (rows.number(2) == 0) covered.insert(id_at(rows, 1));
  });
  return covered;
}

std::vector<Due> due_at(const std::vector<ReminderCandidate>& candidates, const ReminderPass& pass, Time until,
                        NextLooks& next) {
  std::vector<Due> due;
  for (const ReminderCandidate& candidate : candidates) {
    auto look = model::look_at(candidate.subject, pass.parts, until, pass.tomorrow);
    next[candidate.number] = look.next;
    if (look.due) due.push_back({candidate, std::move(look)});
  }
  return due;
}

// "0A:B1:…" of hexadecimal digits.
std::string colon_pairs(std::string_view hex) {
  std::string text;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i > 0 && i % 2 == 0 && hex[0] != '-') text += ':';
    text += hex[i];
  }
  return to_upper_ascii(text);
}

std::string more_names(Transaction& transaction, const ReminderCandidate& candidate) {
  if (candidate.more_names == 0) return "";
  Rows rows = transaction.read("SELECT names FROM [certificate] WHERE number = ?", {candidate.number});
  std::string lines = rows.next() ? rows.text(1) : "";
  std::string text;
  std::size_t count = 0;
  for (std::string_view line : split(lines, '\n')) {
    std::string_view name = line.substr(0, line.find('\t'));
    if (name.empty() || name == candidate.name) continue;
    if (++count > kNamesListed) return text + ", …";
    text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return text;
}

std::map<std::string, std::string> mail_row(Transaction& transaction, const Contact& contact, const Due& due,
                                            Time now) {
  const ReminderCandidate& candidate = due.candidate;
  Time end = candidate.subject.facts.not_after;
  const std::string& organisation = contact.organisations.at(candidate.organisation);
  std::map<std::string, std::string> row = {
      {"NUMBER", model::to_text(model::CertificateNumber{candidate.number})},
      {"CERTIFICATE_NAME", candidate.name},
      {"MORE_NAMES", more_names(transaction, candidate)},
      {"SERIAL", colon_pairs(candidate.serial)},
      {"FINGERPRINT", colon_pairs(to_hex(candidate.sha256))},
      {"ENDS_ON", to_sql(end)},
      // A mail program makes a link of a name such as "evil.example/login".
      {"ORGANISATION", model::looks_like_link(organisation)
                           ? model::to_text(model::OrganisationId{candidate.organisation})
                           : organisation}};
  if (end < now)
    row["ENDED"] = "1";
  else
    row["DAYS"] = std::to_string(days_between(local_midnight(now), local_midnight(end) + std::chrono::hours(12)));
  return row;
}

std::uint64_t queue_digest(Transaction& transaction, const Contact& contact, const std::vector<Due>& due, Time now) {
  Mail mail{std::string(model::kReminder.name), contact.email, contact.locale, {{"NAME", contact.name}}};
  for (std::size_t i = 0; i < std::min(due.size(), kListed); ++i)
    mail.rows.push_back(mail_row(transaction, contact, due[i], now));
  if (due.size() > kListed) mail.values["MORE"] = std::to_string(due.size() - kListed);
  queue_mail(transaction, mail, now);
  return transaction.last_id();
}

void write_steps(Transaction& transaction, const std::vector<Due>& due, const char* outcome,
                 const std::string& recipient, std::optional<std::uint64_t> mail, Time now) {
  std::vector<Params> rows;
  for (const Due& each : due) {
    rows.push_back({each.candidate.number, each.look.due->name, outcome, recipient, mail, now});
    for (const std::string& step : each.look.passed)
      rows.push_back({each.candidate.number, step, "passed", "", nullptr, now});
  }
  write_rows(transaction, "INSERT INTO [reminder] (number, step, outcome, recipient, outbox_id, done_at) VALUES",
             "(?, ?, ?, ?, ?, ?)", rows);
}

std::vector<Due> take_covered(Transaction& transaction, std::vector<Due>& due, Time now) {
  auto covered = find_covered(transaction, due, now);
  auto first = std::stable_partition(due.begin(), due.end(),
                                     [&](const Due& each) { return !covered.contains(each.candidate.number); });
  std::vector<Due> taken(std::make_move_iterator(first), std::make_move_iterator(due.end()));
  due.erase(first, due.end());
  return taken;
}

// What comes due on the same day, but later, and is not among `due`.
std::vector<Due> due_later(Transaction& transaction, const std::vector<ReminderCandidate>& candidates,
                           const std::vector<Due>& due, const ReminderPass& pass) {
  std::set<std::uint64_t> known;
  for (const Due& each : due) known.insert(each.candidate.number);
  std::vector<ReminderCandidate> rest;
  for (const ReminderCandidate& candidate : candidates)
    if (!known.contains(candidate.number)) rest.push_back(candidate);
  NextLooks unused;
  auto later = due_at(rest, pass, pass.tomorrow - Seconds{1}, unused);
  take_covered(transaction, later, pass.now);  // their own time decides
  return later;
}

bool take_day(Transaction& transaction, model::AccountId contact, const ReminderPass& pass) {
  return transaction.insert("INSERT INTO [reminder_digest] (account_id, day) VALUES (?, ?)", {contact.value, pass.day});
}

void write_digest(Transaction& transaction, const Contact& contact, std::vector<Due> due, NextLooks& next, Time now) {
  std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) {
    return a.candidate.subject.facts.not_after < b.candidate.subject.facts.not_after;
  });
  write_steps(transaction, due, "mailed", contact.email, queue_digest(transaction, contact, due, now), now);
  for (const Due& each : due) next[each.candidate.number] = each.look.next;
}

}  // namespace

bool send_digest(Transaction& transaction, model::AccountId id, const ReminderPass& pass) {
  auto contact = lock_contact(transaction, id);
  if (!contact) return false;
  Time end_of_day = pass.tomorrow - Seconds{1};
  auto candidates = lock_candidates(transaction, due_numbers(transaction, id, end_of_day), end_of_day);
  NextLooks next;
  auto due = due_at(candidates, pass, pass.now, next);
  write_steps(transaction, take_covered(transaction, due, pass.now), "covered", "", std::nullopt, pass.now);
  bool is_sent = !due.empty() && take_day(transaction, id, pass);
  if (is_sent) {
    auto later = due_later(transaction, candidates, due, pass);
    due.insert(due.end(), later.begin(), later.end());
    write_digest(transaction, *contact, std::move(due), next, pass.now);
  } else {
    for (const Due& each : due) next[each.candidate.number] = pass.tomorrow;  // they had today's digest
  }
  write_next_looks(transaction, next);
  return is_sent;
}

}  // namespace certportal::store
