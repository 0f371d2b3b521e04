#include "store/outbox.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "store/many_rows.h"

namespace certportal::store {
namespace {
constexpr Seconds kClaimLasts = std::chrono::minutes(10);
constexpr const char* kRows = "ROWS";  // of the content: no value has this name

// A mailer may write anything: printable ASCII is kept, and no more than the column holds.
std::string cut(std::string_view answer) {
  std::string text(answer.substr(0, 480));
  for (char& c : text)
    if (c < 0x20 || c == 0x7F) c = ' ';  // bytes over 0x7F are negative
  return text;
}

bool holds_strings(const nlohmann::json& object) {
  return object.is_object() &&
         std::all_of(object.begin(), object.end(), [](const auto& value) { return value.is_string(); });
}

// The values by name, and beside them the rows of a mail that has some. False: the text is no such object.
bool read_content(const std::string& text, Mail& mail) {
  auto content = nlohmann::json::parse(text, nullptr, false);
  if (!content.is_object()) return false;
  if (auto rows = content.find(kRows); rows != content.end()) {
    if (!rows->is_array() || !std::all_of(rows->begin(), rows->end(), holds_strings)) return false;
    mail.rows = rows->get<decltype(mail.rows)>();
    content.erase(rows);
  }
  if (!holds_strings(content)) return false;
  mail.values = content.get<decltype(mail.values)>();
  return true;
}
std::string reference_in(const std::map<std::string, std::string>& values) {
  for (const char* name : {"NUMBER", "REFERENCE", "ORGANISATION_REFERENCE"})
    if (auto value = values.find(name); value != values.end()) return value->second;
  return "";
}

// The order, certificate, handover or organisation that the mail is about; of a list the first ones.
std::string references_of(const Mail& mail) {
  constexpr std::size_t kMost = 5;
  std::string references = reference_in(mail.values);
  if (!references.empty() || mail.rows.empty()) return references;
  for (std::size_t i = 0; i < std::min(mail.rows.size(), kMost); ++i)
    references += (i > 0 ? " " : "") + reference_in(mail.rows[i]);
  auto unlisted = mail.values.find("MORE");
  std::size_t more = unlisted == mail.values.end() ? 0 : std::strtoul(unlisted->second.c_str(), nullptr, 10);
  if (mail.rows.size() > kMost) more += mail.rows.size() - kMost;
  return more > 0 ? references + " +" + std::to_string(more) : references;
}
}  // namespace

void queue_mail(Transaction& transaction, const Mail& mail, Time now) { queue_mails(transaction, {mail}, now); }

void queue_mails(Transaction& transaction, const std::vector<Mail>& mails, Time now) {
  std::vector<Params> rows;
  for (const Mail& mail : mails) {
    nlohmann::json content = mail.values;
    if (!mail.rows.empty()) content[kRows] = mail.rows;
    std::optional<std::string> token;
    if (!mail.sealed_token.empty()) token = mail.sealed_token;
    rows.push_back({mail.kind, mail.recipient, mail.locale, content.dump(), token, now, now, references_of(mail)});
  }
  write_rows(transaction,
             "INSERT INTO [outbox] (kind, recipient, locale, content, sealed_token, next_try_at, created_at, "
             "reference) VALUES",
             "(?, ?, ?, ?, ?, ?, ?, ?)", rows);
}

std::optional<ClaimedMail> claim_mail(Database& database, Time now) {
  // next_try_at is when somebody may look at the row again: for a claimed one, the end of the claim.
  Rows due = database.read(
      "SELECT id FROM [outbox] WHERE state = 'waiting' AND next_try_at <= ? ORDER BY next_try_at LIMIT 20", {now});
  while (due.next()) {
    std::int64_t id = due.number(1);
    ClaimedMail claimed;
    claimed.claim = random_bytes(16);
    if (database.run("UPDATE [outbox] SET claim = ?, next_try_at = ?, tries = tries + 1 "
                     "WHERE id = ? AND state = 'waiting' AND next_try_at <= ?",
                     {claimed.claim, now + kClaimLasts, id, now}) != 1)
      continue;
    Rows rows = database.read(
        "SELECT id, kind, recipient, locale, content, sealed_token, tries, created_at FROM [outbox] WHERE id = ?",
        {id});
    if (!rows.next()) continue;
    claimed.id = static_cast<std::uint64_t>(rows.number(1));
    claimed.mail = {rows.text(2), rows.text(3), rows.text(4), {}, rows.text(6)};
    claimed.is_readable = read_content(rows.text(5), claimed.mail);
    claimed.tries = static_cast<unsigned>(rows.number(7)) - 1;
    claimed.created_at = rows.time(8);
    return claimed;
  }
  return std::nullopt;
}

void mark_mail_sent(Database& database, const ClaimedMail& mail, std::string_view answer, Time now) {
  database.run(
      "UPDATE [outbox] SET state = 'sent', sent_at = ?, answer = ?, sealed_token = NULL, claim = NULL WHERE id = ? AND "
      "claim = ?",
      {now, cut(answer), mail.id, mail.claim});
}

void mark_mail_failed(Database& database, const ClaimedMail& mail, std::string_view answer,
                      std::optional<Time> next_try_at) {
  if (next_try_at)
    database.run("UPDATE [outbox] SET next_try_at = ?, answer = ?, claim = NULL WHERE id = ? AND claim = ?",
                 {*next_try_at, cut(answer), mail.id, mail.claim});
  else
    database.run(
        "UPDATE [outbox] SET state = 'failed', answer = ?, sealed_token = NULL, claim = NULL WHERE id = ? AND claim = "
        "?",
        {cut(answer), mail.id, mail.claim});
}

}  // namespace certportal::store
