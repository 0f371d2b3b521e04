// Sessions: who is signed in, with the organisations that this account manages at this moment, in one round trip.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/accounts.h"

namespace certportal::store {

struct SessionLife {
  Seconds idle;   // without a request
  Seconds whole;  // from sign-in
};

struct ManagedOrganisation {
  model::OrganisationId id;
  std::string name;
  long certificates = 0;
};

struct Session {
  std::string token_hash;
  Account account;  // without password_hash
  Time last_used_at;
  std::vector<ManagedOrganisation> organisations;  // by name, at most kSessionOrganisations
  bool has_more_organisations = false;             // see list_managed_organisations()
  unsigned waiting_handovers = 0;                  // open ones that wait for this account as the successor
};

// So many come with the session; few contacts manage more.
inline constexpr std::size_t kSessionOrganisations = 200;

// nullopt: unknown, over, or the account is locked.
std::optional<Session> find_session(Database& database, std::string_view token_hash, const SessionLife& life, Time now);

// All that the account manages, by name.
std::vector<ManagedOrganisation> list_managed_organisations(Database& database, model::AccountId contact);

// Where a session began.
struct SessionOrigin {
  std::string client;      // address
  std::string user_agent;  // the browser's, printable ASCII, at most 200 characters
};

void add_session(Transaction& transaction, std::string_view token_hash, model::AccountId account,
                 const SessionOrigin& origin, Time now);

// Whether it has not been ended since it was found: for what outlives a session. Precondition: take_account(), which
// waits for whoever is about to end the account's sessions.
bool still_has_session(Transaction& transaction, std::string_view token_hash);

// Writes the last use; call it at most once a minute for each session.
void touch_session(Database& database, std::string_view token_hash, Time now);

void end_session(Transaction& transaction, std::string_view token_hash);

struct OpenSession {
  std::string token_hash;
  SessionOrigin origin;
  Time created_at, last_used_at;
};

// The account's, the one used last first; at most a hundred.
std::vector<OpenSession> list_sessions(Database& database, model::AccountId account, const SessionLife& life, Time now);

// Of the account; false: it has no such session.
bool end_session_of(Transaction& transaction, model::AccountId account, std::string_view token_hash);

// All of the account's but this one; their number.
std::uint64_t end_other_sessions(Transaction& transaction, model::AccountId account, std::string_view token_hash);

// All of the account's.
void end_sessions(Transaction& transaction, model::AccountId account);

}  // namespace certportal::store
