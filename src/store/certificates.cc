#include "store/certificates.h"

#include "base/broken.h"
#include "store/certificate_rows.h"

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

}  // namespace

std::optional<StoredCertificate> find_certificate_of(Database& database, model::AccountId contact,
                                                     model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT c.organisation_id, o.name, d.der, c.not_before, c.not_after, c.revoked_at, "
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
  stored.revoked_at = rows.optional_time(6);
  stored.replaced_by = number_at(rows, 8);
  stored.replaces = number_at(rows, 9);
  stored.facts.not_before = rows.time(4);
  stored.facts.not_after = rows.time(5);
  stored.facts.revoked = stored.revoked_at.has_value();
  stored.facts.revocation_pending = !rows.is_null(7);
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
  model::CertificateNumber number{transaction.last_id()};
  if (!insert_certificates(transaction, {{organisation, number, record}}, now)) {
    // Another organisation's import was faster by a moment.
    if (auto held = find_holder(transaction, organisation, record.sha256)) return *held;
    throw Broken("certificate " + model::to_text(number) + " exists already");
  }
  count_up(transaction, organisation, 1);
  return {Import::Outcome::imported, organisation};
}

}  // namespace certportal::store
