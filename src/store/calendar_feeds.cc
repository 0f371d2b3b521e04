#include "store/calendar_feeds.h"

#include "store/accounts.h"

namespace certportal::store {

std::optional<CalendarFeed> find_calendar_feed(Database& database, model::AccountId account) {
  Rows rows = database.read("SELECT created_at, fetched_at FROM [calendar_feed] WHERE account_id = ?", {account.value});
  if (!rows.next()) return std::nullopt;
  return CalendarFeed{rows.time(1), rows.optional_time(2)};
}

bool make_calendar_feed(Transaction& transaction, const Session& session, std::string_view token_hash, Time now) {
  const model::AccountId account = session.account.id;
  if (!take_account(transaction, account) || !still_has_session(transaction, session.token_hash)) return false;
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
      "SELECT f.account_id, IF(a.locale = '', a.seen_locale, a.locale), f.fetched_at, o.id, o.name "
      "FROM [calendar_feed] f JOIN [account] a ON a.id = f.account_id "
      "LEFT JOIN [organisation] o ON o.technical_contact_id = a.id AND o.certificate_count > 0 "
      "WHERE f.token_hash = ? AND a.locked_at IS NULL",
      {token_hash});
  if (!rows.next()) return std::nullopt;
  CalendarSubscriber subscriber{{static_cast<std::uint64_t>(rows.number(1))}, rows.text(2), rows.optional_time(3), {}};
  do {
    if (!rows.is_null(4))
      subscriber.organisations.emplace(model::OrganisationId{static_cast<std::uint64_t>(rows.number(4))}, rows.text(5));
  } while (rows.next());
  return subscriber;
}

void touch_calendar_feed(Database& database, std::string_view token_hash, Time now) {
  database.run("UPDATE [calendar_feed] SET fetched_at = ? WHERE token_hash = ?", {now, token_hash});
}

}  // namespace certportal::store
