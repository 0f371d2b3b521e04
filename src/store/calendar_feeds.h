// Calendar feeds: by which secret (hashed, secret/token.h) a calendar program fetches when an account's certificates
// end. One an account.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/reference.h"
#include "store/database.h"
#include "store/sessions.h"

namespace certportal::store {

struct CalendarFeed {
  Time created_at{};
  std::optional<Time> fetched_at;  // last, to the minute
};
std::optional<CalendarFeed> find_calendar_feed(Database& database, model::AccountId account);

// A new secret for the session's account; the one before is void. False: the session was ended meanwhile, by a reset of
// the password perhaps, which ends secrets too; or the account is locked, or gone.
bool make_calendar_feed(Transaction& transaction, const Session& session, std::string_view token_hash, Time now);
bool end_calendar_feed(Transaction& transaction, model::AccountId account);  // false: there was none

// Who fetches.
struct CalendarSubscriber {
  model::AccountId account;
  std::string locale;  // of mails to the account, "" if none is known
  std::optional<Time> fetched_at;
  std::map<model::OrganisationId, std::string> organisations;  // names of those that it manages and have certificates
};
// nullopt: unknown or void, or the account is locked.
std::optional<CalendarSubscriber> find_calendar_subscriber(Database& database, std::string_view token_hash);

// Writes the last use; call it at most once a minute for each feed.
void touch_calendar_feed(Database& database, std::string_view token_hash, Time now);

}  // namespace certportal::store
