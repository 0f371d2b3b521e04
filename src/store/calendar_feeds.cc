#include "store/calendar_feeds.h"

#include "store/accounts.h"

namespace certportal::store {

std::optional<CalendarFeed> find_calendar_feed(Database& database, model::AccountId account) {
  Rows rows = database.read("SELECT created_at, fetched_at FROM [calendar_feed] WHERE account_id = ?", {account.value});
  if (!rows.next()) return std::nullopt;
  return CalendarFeed{rows.time(1), rows.optional_time(2)};
}

bool make_calendar_feed(Transaction& transaction, model::AccountId account, std::string_view token_hash, Time now) {
  if (!take_account(transaction, account)) return false;
  end_calendar_feed(transaction, account);
  transaction.run("INSERT INTO [calendar_feed] (account_id, token_hash, created_at) VALUES (?, ?, ?)",
                  {account.value, token_hash, now});
  return true;
}

bool end_calendar_feed(Transaction& transaction, model::AccountId account) {
  return transaction.run("DELETE FROM [calendar_feed] WHERE account_id = ?", {account.value}) == 1;
}

std::optional<CalendarSubscriber> find_calendar_subscriber(Database& database, std::string_view token_hash) {
  Rows rows = database.read(
      "SELECT f.account_id, IF(a.locale = '', a.seen_locale, a.locale), f.fetched_at FROM [calendar_feed] f "
      "JOIN [account] a ON a.id = f.account_id WHERE f.token_hash = ? AND a.locked_at IS NULL",
      {token_hash});
  if (!rows.next()) return std::nullopt;
  return CalendarSubscriber{{static_cast<std::uint64_t>(rows.number(1))}, rows.text(2), rows.optional_time(3)};
}

void touch_calendar_feed(Database& database, std::string_view token_hash, Time now) {
  database.run("UPDATE [calendar_feed] SET fetched_at = ? WHERE token_hash = ?", {now, token_hash});
}

std::vector<EndingCertificate> list_ending_certificates(Database& database, model::AccountId contact, Time from,
                                                        std::size_t limit) {
  Rows rows = database.read(
      "SELECT c.number, c.name, c.more_names, o.name, c.created_at, c.not_after FROM [organisation] o "
      "STRAIGHT_JOIN [certificate] c FORCE INDEX (PRIMARY) ON c.organisation_id = o.id "
      "WHERE o.technical_contact_id = ? AND c.not_after >= ? AND c.revoked_at IS NULL "
      "AND c.revocation_asked_at IS NULL AND c.replaced_by IS NULL ORDER BY c.not_after, c.number LIMIT ?",
      {contact.value, from, limit});
  std::vector<EndingCertificate> endings;
  while (rows.next())
    endings.push_back({{static_cast<std::uint64_t>(rows.number(1))},
                       rows.text(2),
                       static_cast<long>(rows.number(3)),
                       rows.text(4),
                       rows.time(5),
                       rows.time(6)});
  return endings;
}

}  // namespace certportal::store
