#include "store/sessions.h"

#include "store/handover_rows.h"

namespace certportal::store {
namespace {

// Id, name and count of certificates from this column on.
ManagedOrganisation read_organisation(const Rows& rows, unsigned first) {
  return {{static_cast<std::uint64_t>(rows.number(first))},
          rows.text(first + 1),
          static_cast<long>(rows.number(first + 2))};
}

}  // namespace

std::optional<Session> find_session(Database& database, std::string_view token_hash, const SessionLife& life,
                                    Time now) {
  // One row for each organisation, one with NULLs where there is none. The index walks them by name; ORDER BY would
  // make MariaDB sort all of a large contact's on every request.
  Rows rows = database.read(
      "SELECT s.account_id, s.last_used_at, a.email, a.name, a.phone, a.locale, a.role, a.created_at, o.id, o.name, "
      "o.certificate_count, a.has_second_factor, "
      "(SELECT COUNT(*) FROM [handover] h FORCE INDEX (handover_successor) WHERE h.successor_id = s.account_id "
      "AND " IS_OPEN " AND expires_at > ? AND NOT (" IS_LOST
      ")) "
      "FROM [session] s JOIN [account] a ON a.id = s.account_id "
      "LEFT JOIN [organisation] o FORCE INDEX (organisation_technical_contact) ON o.technical_contact_id = a.id "
      "WHERE s.token_hash = ? AND s.last_used_at > ? AND s.created_at > ? AND a.locked_at IS NULL "
      "LIMIT ?",
      {now, model::kSessionPasswordTries, now - model::kTryUnderWay, token_hash, now - life.idle, now - life.whole,
       kSessionOrganisations + 1});
  if (!rows.next()) return std::nullopt;
  Session session;
  session.token_hash = token_hash;
  session.last_used_at = rows.time(2);
  Account& account = session.account;
  account.id = {static_cast<std::uint64_t>(rows.number(1))};
  account.email = rows.text(3);
  account.name = rows.text(4);
  account.phone = rows.text(5);
  account.locale = rows.text(6);
  account.role = parse_role(rows.text(7)).value_or(Role::contact);
  account.created_at = rows.time(8);
  account.has_second_factor = rows.number(12) != 0;
  session.waiting_handovers = static_cast<unsigned>(rows.number(13));
  do {
    if (!rows.is_null(9)) session.organisations.push_back(read_organisation(rows, 9));
  } while (rows.next());
  session.has_more_organisations = session.organisations.size() > kSessionOrganisations;
  if (session.has_more_organisations) session.organisations.pop_back();
  return session;
}

std::vector<ManagedOrganisation> list_managed_organisations(Database& database, model::AccountId contact) {
  std::vector<ManagedOrganisation> organisations;
  Rows rows = database.read(
      "SELECT id, name, certificate_count FROM [organisation] WHERE technical_contact_id = ? ORDER BY name, id",
      {contact.value});
  while (rows.next()) organisations.push_back(read_organisation(rows, 1));
  return organisations;
}

void add_session(Transaction& transaction, std::string_view token_hash, model::AccountId account,
                 const SessionOrigin& origin, Time now) {
  transaction.run(
      "INSERT INTO [session] (token_hash, account_id, created_at, last_used_at, client, user_agent) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {token_hash, account.value, now, now, origin.client, origin.user_agent});
}

bool still_has_session(Transaction& transaction, std::string_view token_hash) {
  return transaction.read("SELECT 1 FROM [session] WHERE token_hash = ?", {token_hash}).next();
}

void touch_session(Database& database, std::string_view token_hash, Time now) {
  database.run("UPDATE [session] SET last_used_at = ? WHERE token_hash = ? AND last_used_at < ?",
               {now, token_hash, now});
}

void end_session(Transaction& transaction, std::string_view token_hash) {
  transaction.run("DELETE FROM [session] WHERE token_hash = ?", {token_hash});
}

std::vector<OpenSession> list_sessions(Database& database, model::AccountId account, const SessionLife& life,
                                       Time now) {
  std::vector<OpenSession> sessions;
  Rows rows = database.read(
      "SELECT token_hash, client, user_agent, created_at, last_used_at FROM [session] "
      "WHERE account_id = ? AND last_used_at > ? AND created_at > ? ORDER BY last_used_at DESC, token_hash LIMIT 100",
      {account.value, now - life.idle, now - life.whole});
  while (rows.next()) sessions.push_back({rows.text(1), {rows.text(2), rows.text(3)}, rows.time(4), rows.time(5)});
  return sessions;
}

bool end_session_of(Transaction& transaction, model::AccountId account, std::string_view token_hash) {
  return transaction.run("DELETE FROM [session] WHERE token_hash = ? AND account_id = ?",
                         {token_hash, account.value}) == 1;
}

std::uint64_t end_other_sessions(Transaction& transaction, model::AccountId account, std::string_view token_hash) {
  return transaction.run("DELETE FROM [session] WHERE account_id = ? AND token_hash <> ?", {account.value, token_hash});
}

void end_sessions(Transaction& transaction, model::AccountId account) {
  transaction.run("DELETE FROM [session] WHERE account_id = ?", {account.value});
}

}  // namespace certportal::store
