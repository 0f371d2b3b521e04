#include "store/account_data.h"

#include <initializer_list>

#include "model/mail_kind.h"

namespace certportal::store {
namespace {

struct Query {
  const char* name;
  std::initializer_list<const char*> columns;
  const char* sql;  // its parameters: the account as often as it says, then the limit
  int accounts = 1;
};

// The organisation's reference, and what only its present contact sees, the account being bound for it.
#define REFERENCE(column) "CONCAT('ORG-', LPAD(" column ", GREATEST(6, LENGTH(" column ")), '0'))"
#define IF_MINE(value) "IF(o.technical_contact_id = ?, " value ", NULL)"

const Query kQueries[] = {
    {"sessions",
     {"started_at", "last_used_at", "client", "browser"},
     "SELECT created_at, last_used_at, NULLIF(client, ''), NULLIF(user_agent, '') FROM [session] WHERE account_id = ? "
     "ORDER BY created_at LIMIT ?"},
    {"browsers",
     {"last_used_at"},
     "SELECT last_used_at FROM [device] WHERE account_id = ? ORDER BY last_used_at LIMIT ?"},
    {"second_factors", {"kind", "set_at"}, "SELECT kind, created_at FROM [second_factor] WHERE account_id = ? LIMIT ?"},
    {"password_resets",
     {"expires_at"},
     "SELECT expires_at FROM [password_reset] WHERE account_id = ? ORDER BY expires_at LIMIT ?"},
    {"address_changes",
     {"new_email", "requested_at", "old_confirmed_at", "new_confirmed_at", "expires_at"},
     "SELECT new_email, requested_at, old_confirmed_at, new_confirmed_at, expires_at FROM [address_change] WHERE "
     "account_id = ? LIMIT ?"},
    {"calendar_addresses",
     {"made_at", "fetched_at"},
     "SELECT created_at, fetched_at FROM [calendar_feed] WHERE account_id = ? LIMIT ?"},
    {"organisations",
     {"organisation", "name", "street", "postcode", "city", "country", "note", "added_at"},
     "SELECT " REFERENCE("id") ", name, street, postcode, city, country, note, created_at FROM [organisation] WHERE "
                               "technical_contact_id = ? ORDER BY id LIMIT ?"},
    {"organisations_added",
     {"organisation", "added_at"},
     "SELECT " REFERENCE("id") ", created_at FROM [organisation] WHERE founded_by = ? ORDER BY id LIMIT ?"},
    {"former_organisations",
     {"organisation", "until_at"},
     "SELECT " REFERENCE("organisation_id") ", until FROM [former_contact] WHERE account_id = ? ORDER BY until LIMIT "
                                            "?"},
    {"orders",
     {"number", "organisation", "ordered_at", "product", "name", "state", "reason"},
     "SELECT r.number, " REFERENCE("r.organisation_id") ", r.created_at, " IF_MINE("r.product") ", " IF_MINE(
         "r.name") ", " IF_MINE("r.state") ", " IF_MINE("r.reason") " FROM [certificate_order] r JOIN [organisation] o "
                                                                    "ON o.id = "
                                                                    "r.organisation_id WHERE r.submitted_by = ? ORDER "
                                                                    "BY r.number LIMIT ?",
     5},
    {"revocations",
     {"number", "asked_at", "reason"},
     "SELECT number, asked_at, reason FROM [revocation] WHERE asked_by = ? ORDER BY asked_at LIMIT ?"},
    {"muted_certificates",
     {"number", "until"},
     "SELECT c.number, c.muted_until FROM [organisation] o JOIN [certificate] c ON c.organisation_id = o.id WHERE "
     "o.technical_contact_id = ? AND c.muted_until IS NOT NULL ORDER BY c.number LIMIT ?"},
    {"decisions",
     {"number", "decision", "decided_at"},
     "SELECT number, decision, decided_at FROM [order_decision] WHERE officer_id = ? ORDER BY decided_at LIMIT ?"},
    {"invitations",
     {"email", "invited_at"},
     "SELECT email, invited_at FROM [invitation] WHERE invited_by = ? ORDER BY invited_at LIMIT ?"},
    // Who else did it is not told. Of organisations that are not theirs now, what they did themselves stands without
    // its content, and what others did not at all; but handovers are both sides'.
    {"events",
     {"happened_at", "kind", "by", "organisation", "content"},
     "SELECT e.happened_at, e.kind, IF(e.actor_account_id = ?, 'me', IF(e.actor = 'jobs', 'jobs', IF(e.actor LIKE "
     "'system user %', 'operators', 'somebody else'))), " REFERENCE(
         "e.organisation_id") ", "
                              "IF(e.organisation_id IS NULL OR e.kind LIKE 'handover\\_%' OR o.id IS NOT NULL, "
                              "e.content, NULL) FROM "
                              "(SELECT id FROM [audit_event] WHERE actor_account_id = ? UNION SELECT id FROM "
                              "[audit_event] WHERE account_id = ?) "
                              "mine JOIN [audit_event] e ON e.id = mine.id LEFT JOIN [organisation] o ON o.id = "
                              "e.organisation_id AND "
                              "o.technical_contact_id = ? WHERE e.actor_account_id = ? OR e.organisation_id IS NULL OR "
                              "o.id IS NOT NULL OR e.kind "
                              "LIKE 'handover\\_%' ORDER BY e.id LIMIT ?",
     5},
};

DataList read_list(Database& database, const char* name, std::initializer_list<const char*> columns,
                   std::string_view sql, const Params& params, std::size_t limit) {
  DataList list{name, {}};
  Rows rows = database.read(sql, params);
  while (rows.next()) {
    if (list.rows.size() == limit) {
      list.has_more = true;
      break;
    }
    DataRow row;
    unsigned at = 0;
    for (const char* column : columns)
      if (!rows.is_null(++at)) row.emplace_back(column, rows.text(at));
    list.rows.push_back(std::move(row));
  }
  return list;
}

}  // namespace

std::vector<DataList> read_account_data(Database& database, const Account& account, std::size_t limit) {
  std::vector<DataList> lists;
  for (const Query& query : kQueries) {
    Params params(static_cast<std::size_t>(query.accounts), account.id.value);
    params.emplace_back(limit + 1);
    lists.push_back(read_list(database, query.name, query.columns, query.sql, params, limit));
  }
  lists.push_back(read_list(database, "mails", {"kind", "about", "state", "queued_at", "sent_at"},
                            "SELECT kind, reference, state, created_at, sent_at FROM [outbox] WHERE recipient = ? AND "
                            "kind <> ? AND created_at >= (SELECT COALESCE(address_since, created_at) FROM [account] "
                            "WHERE id = ?) ORDER BY created_at, id LIMIT ?",
                            {account.email, model::kDiscarded.name, account.id.value, limit + 1}, limit));
  return lists;
}

}  // namespace certportal::store
