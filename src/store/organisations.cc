#include "store/organisations.h"

namespace certportal::store {
namespace {

#define SELECT_ORGANISATION                                                                                \
  "SELECT o.id, o.name, o.street, o.postcode, o.city, o.country, o.note, a.id, a.email, a.name, a.phone, " \
  "o.checked_at, o.created_at FROM [organisation] o JOIN [account] a ON a.id = o.technical_contact_id "

Organisation read_organisation(const Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.number(1))},
          {rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6), rows.text(7)},
          {{static_cast<std::uint64_t>(rows.number(8))}, rows.text(9), rows.text(10), rows.text(11)},
          rows.optional_time(12),
          rows.time(13)};
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
                                       const OrganisationDetails& details, Time now) {
  transaction.run(
      "INSERT INTO [organisation] (name, street, postcode, city, country, note, technical_contact_id, created_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {details.name, details.street, details.postcode, details.city, details.country, details.note, contact.value,
       now});
  return {transaction.last_id()};
}

std::optional<Organisation> find_organisation_of(Database& database, model::AccountId contact,
                                                 model::OrganisationId id) {
  return first_organisation(
      database.read(SELECT_ORGANISATION "WHERE o.id = ? AND o.technical_contact_id = ?", {id.value, contact.value}));
}

std::vector<Organisation> list_organisations_of(Database& database, model::AccountId contact) {
  return all_organisations(
      database.read(SELECT_ORGANISATION "WHERE o.technical_contact_id = ? ORDER BY o.name, o.id", {contact.value}));
}

std::optional<Organisation> find_organisation(Database& database, model::OrganisationId id) {
  return first_organisation(database.read(SELECT_ORGANISATION "WHERE o.id = ?", {id.value}));
}

std::vector<Organisation> list_organisations(Database& database) {
  return all_organisations(database.read(SELECT_ORGANISATION "ORDER BY o.name, o.id"));
}

std::optional<Organisation> lock_organisation(Transaction& transaction, model::OrganisationId id) {
  // Two statements: FOR UPDATE on a join would lock the contact's account as well.
  if (!transaction.read("SELECT id FROM [organisation] WHERE id = ? FOR UPDATE", {id.value}).next())
    return std::nullopt;
  return first_organisation(transaction.read(SELECT_ORGANISATION "WHERE o.id = ?", {id.value}));
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

bool set_checked(Transaction& transaction, model::OrganisationId id, const OrganisationDetails& seen,
                 std::optional<Time> checked_at) {
  auto before = lock_organisation(transaction, id);
  if (!before || !has_same_name_and_address(before->details, seen)) return false;
  if (before->checked_at.has_value() == checked_at.has_value()) return false;
  transaction.run("UPDATE [organisation] SET checked_at = ? WHERE id = ?", {checked_at, id.value});
  return true;
}

CertificateCounts count_certificates(Database& database, model::OrganisationId id, Time now) {
  // FORCE INDEX: a walk along the next ends, never a scan of all of a large organisation's rows.
  Rows rows = database.read(
      "SELECT certificate_count, "
      "(SELECT COUNT(*) FROM (SELECT expiring_from, revoked_at, revocation_asked_at, replaced_by FROM [certificate] "
      "FORCE INDEX (PRIMARY) "
      "WHERE organisation_id = ? AND not_after >= ? ORDER BY not_after LIMIT ?) ending "
      "WHERE expiring_from <= ? AND revoked_at IS NULL AND revocation_asked_at IS NULL AND replaced_by IS NULL) "
      "FROM [organisation] WHERE id = ?",
      {id.value, now, kCountedCertificates, now, id.value});
  if (!rows.next()) return {};
  return {static_cast<long>(rows.number(1)), static_cast<long>(rows.number(2))};
}

}  // namespace certportal::store
