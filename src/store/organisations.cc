#include "store/organisations.h"

#include "base/broken.h"
#include "base/text.h"
#include "store/accounts.h"
#include "store/certificate_search.h"

namespace certportal::store {
namespace {

#define SELECT_ORGANISATION                                                                                \
  "SELECT o.id, o.name, o.street, o.postcode, o.city, o.country, o.note, a.id, a.email, a.name, a.phone, " \
  "o.checked_at, o.created_at, o.certificate_count "
#define FROM_ORGANISATION "FROM [organisation] o JOIN [account] a ON a.id = o.technical_contact_id "

Organisation read_organisation(const Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.number(1))},
          {rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6), rows.text(7)},
          {{static_cast<std::uint64_t>(rows.number(8))}, rows.text(9), rows.text(10), rows.text(11)},
          rows.optional_time(12),
          rows.time(13),
          static_cast<long>(rows.number(14))};
}

std::optional<Organisation> first_organisation(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_organisation(rows);
}

std::vector<Organisation> all_organisations(Rows rows) {
  std::vector<Organisation> organisations;
  while (rows.next()) organisations.push_back(read_organisation(rows));
  return organisations;
}

// The comparison is of bytes: the database's own would call "STRASSE" and "Straße" the same.
bool has_same_name_and_address(const OrganisationDetails& a, const OrganisationDetails& b) {
  return a.name == b.name && a.street == b.street && a.postcode == b.postcode && a.city == b.city &&
         a.country == b.country;
}

}  // namespace

std::map<std::string, std::string> changes(const OrganisationDetails& before, const OrganisationDetails& after) {
  constexpr std::pair<const char*, std::string OrganisationDetails::*> kFields[] = {
      {"name", &OrganisationDetails::name},         {"street", &OrganisationDetails::street},
      {"postcode", &OrganisationDetails::postcode}, {"city", &OrganisationDetails::city},
      {"country", &OrganisationDetails::country},   {"note", &OrganisationDetails::note}};
  std::map<std::string, std::string> content;
  for (const auto& [name, field] : kFields)
    if (before.*field != after.*field) content[name] = before.*field + " → " + after.*field;
  return content;
}

model::OrganisationId add_organisation(Transaction& transaction, model::AccountId contact,
                                       std::optional<model::AccountId> founder, const OrganisationDetails& details,
                                       Time now) {
  std::optional<std::uint64_t> founded_by;
  if (founder) founded_by = founder->value;
  transaction.run(
      "INSERT INTO [organisation] (name, street, postcode, city, country, note, technical_contact_id, founded_by, "
      "is_from_portal, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {details.name, details.street, details.postcode, details.city, details.country, details.note, contact.value,
       founded_by, founder ? 1 : 0, now});
  return {transaction.last_id()};
}

Foundings count_foundings(Transaction& transaction, model::AccountId founder, Time since) {
  take_account(transaction, founder);
  Rows rows = transaction.read(
      "SELECT COALESCE(SUM(created_at > ?), 0), MIN(IF(created_at > ?, created_at, NULL)), "
      "COALESCE(SUM(checked_at IS NULL), 0) FROM [organisation] WHERE founded_by = ?",
      {since, since, founder.value});
  if (!rows.next()) return {};
  return {static_cast<long>(rows.number(1)), rows.optional_time(2).value_or(Time{}), static_cast<long>(rows.number(3))};
}

std::optional<Organisation> find_organisation_of(Database& database, model::AccountId contact,
                                                 model::OrganisationId id) {
  return first_organisation(database.read(SELECT_ORGANISATION FROM_ORGANISATION
                                          "WHERE o.id = ? AND o.technical_contact_id = ?",
                                          {id.value, contact.value}));
}

// FORCE INDEX: MariaDB would else walk over all rows before the cursor (stays `ref` where `range` is right).
std::vector<Organisation> list_organisations_of(Database& database, model::AccountId contact,
                                                const std::optional<OrganisationCursor>& after, std::size_t limit) {
  OrganisationCursor from = after.value_or(OrganisationCursor{});
  return all_organisations(
      database.read(SELECT_ORGANISATION
                    "FROM [organisation] o FORCE INDEX (organisation_technical_contact) "
                    "STRAIGHT_JOIN [account] a ON a.id = o.technical_contact_id "
                    "WHERE o.technical_contact_id = ? AND (o.name > ? OR (o.name = ? AND o.id > ?)) "
                    "ORDER BY o.name, o.id LIMIT ?",
                    {contact.value, from.name, from.name, from.id.value, limit + 1}));
}

std::vector<Organisation> search_organisations(Database& database, std::string_view text,
                                               const std::optional<OrganisationCursor>& after, std::size_t limit) {
  OrganisationCursor from = after.value_or(OrganisationCursor{});
  std::string pattern = like_pattern(text);
  std::uint64_t id = model::parse_organisation_reference(text).value_or(model::OrganisationId{}).value;
  return all_organisations(database.read(
      SELECT_ORGANISATION
      "FROM [organisation] o FORCE INDEX (organisation_name) "
      "STRAIGHT_JOIN [account] a ON a.id = o.technical_contact_id "
      "WHERE (o.name > ? OR (o.name = ? AND o.id > ?)) "
      "AND (? = '' OR o.name LIKE ? OR o.city LIKE ? OR o.id = ? OR a.email = ?) "
      "ORDER BY o.name, o.id LIMIT ?",
      {from.name, from.name, from.id.value, text, pattern, pattern, id, to_lower_ascii(text), limit + 1}));
}

std::optional<Organisation> find_organisation(Database& database, model::OrganisationId id) {
  return first_organisation(database.read(SELECT_ORGANISATION FROM_ORGANISATION "WHERE o.id = ?", {id.value}));
}

std::vector<Organisation> list_organisations(Database& database) {
  return all_organisations(database.read(SELECT_ORGANISATION FROM_ORGANISATION "ORDER BY o.name, o.id"));
}

std::optional<Organisation> lock_organisation(Transaction& transaction, model::OrganisationId id) {
  // Two statements: FOR UPDATE on a join would lock the contact's account as well.
  if (!transaction.read("SELECT id FROM [organisation] WHERE id = ? FOR UPDATE", {id.value}).next())
    return std::nullopt;
  return first_organisation(transaction.read(SELECT_ORGANISATION FROM_ORGANISATION "WHERE o.id = ?", {id.value}));
}

void update_organisation(Transaction& transaction, const Organisation& locked, const OrganisationDetails& details) {
  std::optional<Time> checked_at;
  if (has_same_name_and_address(locked.details, details)) checked_at = locked.checked_at;
  transaction.run(
      "UPDATE [organisation] SET name = ?, street = ?, postcode = ?, city = ?, country = ?, note = ?, checked_at = ? "
      "WHERE id = ? AND technical_contact_id = ?",
      {details.name, details.street, details.postcode, details.city, details.country, details.note, checked_at,
       locked.id.value, locked.contact.id.value});
}

std::optional<Organisation> update_organisation_of(Transaction& transaction, model::AccountId contact,
                                                   model::OrganisationId id, const OrganisationDetails& details) {
  auto before = lock_organisation(transaction, id);
  if (!before || before->contact.id != contact) return std::nullopt;
  update_organisation(transaction, *before, details);
  return before;
}

bool take_organisation(Transaction& transaction, model::OrganisationId id) {
  return transaction.run("UPDATE [organisation] SET handover_lock = handover_lock + 1 WHERE id = ?", {id.value}) == 1;
}

bool take_organisation_of(Transaction& transaction, model::AccountId contact, model::OrganisationId id) {
  return transaction.run(
             "UPDATE [organisation] SET handover_lock = handover_lock + 1 WHERE id = ? AND technical_contact_id = ?",
             {id.value, contact.value}) == 1;
}

void give_organisation(Transaction& transaction, model::OrganisationId id, model::AccountId from, model::AccountId to,
                       Time now) {
  if (transaction.run("UPDATE [organisation] SET technical_contact_id = ? WHERE id = ? AND technical_contact_id = ?",
                      {to.value, id.value, from.value}) != 1)
    throw Broken("the organisation's contact changed under its lock");
  // Not by ON DUPLICATE KEY UPDATE: MariaDB then asks for the right to update the key, too.
  if (!transaction.insert("INSERT INTO [former_contact] (organisation_id, account_id, until) VALUES (?, ?, ?)",
                          {id.value, from.value, now}))
    transaction.run("UPDATE [former_contact] SET until = ? WHERE organisation_id = ? AND account_id = ?",
                    {now, id.value, from.value});
}

Result<void> set_checked(Transaction& transaction, model::OrganisationId id, model::AccountId officer,
                         const OrganisationDetails& seen, bool is_checked, Time now) {
  auto before = lock_organisation(transaction, id);
  if (auto allowed = check_officer(transaction, id, officer, now); !allowed) return allowed;
  if (!before || !has_same_name_and_address(before->details, seen) || before->checked_at.has_value() == is_checked)
    return Error{Code::conflict, "ORGANISATION_CHANGED", "changed meanwhile, or marked so already"};
  std::optional<Time> checked_at;
  if (is_checked) checked_at = now;
  transaction.run("UPDATE [organisation] SET checked_at = ? WHERE id = ?", {checked_at, id.value});
  return {};
}

CertificateCounts count_certificates(Database& database, model::OrganisationId id, const model::RenewableRule& rule,
                                     Time now) {
  // FORCE INDEX: a walk along the next ends, never a scan of all of a large organisation's rows.
  Rows rows = database.read(
      "SELECT certificate_count, "
      "(SELECT COUNT(*) FROM (SELECT not_before, not_after, revoked_at, revocation_asked_at, replaced_by FROM "
      "[certificate] "
      "FORCE INDEX (PRIMARY) "
      "WHERE organisation_id = ? AND not_after >= ? ORDER BY not_after LIMIT ?) ending "
      "WHERE TO_SECONDS(not_after) - GREATEST((TO_SECONDS(not_after) - TO_SECONDS(not_before)) DIV ?, ?) <= "
      "TO_SECONDS(?) AND revoked_at IS NULL AND revocation_asked_at IS NULL AND replaced_by IS NULL) "
      "FROM [organisation] WHERE id = ?",
      {id.value, now, kCountedCertificates, rule.part, rule.at_least.count(), now, id.value});
  if (!rows.next()) return {};
  return {static_cast<long>(rows.number(1)), static_cast<long>(rows.number(2))};
}

}  // namespace certportal::store
