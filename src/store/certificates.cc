#include "store/certificates.h"

#include "base/broken.h"

namespace certportal::store {
namespace {

std::optional<model::CertificateNumber> number_at(const Rows& rows, unsigned column) {
  if (rows.is_null(column)) return std::nullopt;
  return model::CertificateNumber{static_cast<std::uint64_t>(rows.number(column))};
}

std::optional<Import> find_holder(Transaction& transaction, model::OrganisationId organisation,
                                  const std::string& sha256) {
  Rows rows = transaction.read("SELECT organisation_id FROM [certificate] WHERE sha256 = ?", {sha256});
  if (!rows.next()) return std::nullopt;
  model::OrganisationId holder{static_cast<std::uint64_t>(rows.number(1))};
  return Import{holder == organisation ? Import::Outcome::known : Import::Outcome::refused, holder};
}

bool insert_row(Transaction& transaction, model::OrganisationId organisation, std::uint64_t number,
                const model::CertificateRecord& record, Time now) {
  return transaction.insert(
      "INSERT INTO [certificate] (organisation_id, not_after, number, name, more_names, not_before, expiring_from, "
      "serial, sha256, sha1, key_sha256, created_at, names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, LOWER(?))",
      {organisation.value, record.not_after, number, record.name, record.more_names, record.not_before,
       record.expiring_from, record.serial, record.sha256, record.sha1, record.key_sha256, now, record.names});
}

// Many rows a statement: a certificate may have hundreds of names.
void insert_names(Transaction& transaction, model::OrganisationId organisation, std::uint64_t number,
                  const std::vector<std::string>& names) {
  constexpr std::size_t kRows = 20;
  const std::string one = "INSERT INTO [certificate_name] (name, number, organisation_id) VALUES (?, ?, ?)";
  std::string many = one;
  for (std::size_t i = 1; i < kRows; ++i) many += ", (?, ?, ?)";
  for (std::size_t first = 0; first < names.size();) {
    std::size_t rows = names.size() - first >= kRows ? kRows : 1;
    Params params;
    for (std::size_t i = 0; i < rows; ++i) params.insert(params.end(), {names[first + i], number, organisation.value});
    transaction.run(rows == 1 ? one : many, params);
    first += rows;
  }
}

}  // namespace

std::optional<StoredCertificate> find_certificate_of(Database& database, model::AccountId contact,
                                                     model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT c.organisation_id, o.name, d.der, c.not_before, c.not_after, c.expiring_from, c.revoked_at, "
      "c.revocation_asked_at, c.replaced_by, "
      "(SELECT MAX(r.number) FROM [certificate] r WHERE r.replaced_by = c.number AND r.organisation_id = "
      "c.organisation_id) "
      "FROM [certificate] c JOIN [certificate_content] d ON d.number = c.number "
      "JOIN [organisation] o ON o.id = c.organisation_id WHERE c.number = ? AND o.technical_contact_id = ?",
      {number.value, contact.value});
  if (!rows.next()) return std::nullopt;
  StoredCertificate stored;
  stored.number = number;
  stored.organisation = {static_cast<std::uint64_t>(rows.number(1))};
  stored.organisation_name = rows.text(2);
  stored.der = rows.text(3);
  stored.revoked_at = rows.optional_time(7);
  stored.replaced_by = number_at(rows, 9);
  stored.replaces = number_at(rows, 10);
  stored.facts.not_before = rows.time(4);
  stored.facts.not_after = rows.time(5);
  stored.facts.expiring_from = rows.time(6);
  stored.facts.revoked = stored.revoked_at.has_value();
  stored.facts.revocation_pending = !rows.is_null(8);
  stored.facts.replaced = stored.replaced_by.has_value();
  return stored;
}

std::optional<std::string> find_certificate_der_of(Database& database, model::AccountId contact,
                                                   model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT d.der FROM [certificate_content] d JOIN [organisation] o ON o.id = d.organisation_id "
      "WHERE d.number = ? AND o.technical_contact_id = ?",
      {number.value, contact.value});
  if (!rows.next()) return std::nullopt;
  return rows.text(1);
}

Import import_certificate(Transaction& transaction, model::OrganisationId organisation,
                          const model::CertificateRecord& record, Time now) {
  if (auto held = find_holder(transaction, organisation, record.sha256)) return *held;
  transaction.run("INSERT INTO [reference_number] () VALUES ()");
  std::uint64_t number = transaction.last_id();
  if (!insert_row(transaction, organisation, number, record, now)) {
    // Another organisation's import was faster by a moment.
    if (auto held = find_holder(transaction, organisation, record.sha256)) return *held;
    throw Broken("certificate " + std::to_string(number) + " exists already");
  }
  transaction.run("INSERT INTO [certificate_content] (number, organisation_id, der) VALUES (?, ?, ?)",
                  {number, organisation.value, record.der});
  insert_names(transaction, organisation, number, record.exact_names);
  transaction.run("UPDATE [organisation] SET certificate_count = certificate_count + 1 WHERE id = ?",
                  {organisation.value});
  return {Import::Outcome::imported, organisation};
}

}  // namespace certportal::store
