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

struct FoundStep {
  LineageStep step;
  std::optional<model::CertificateNumber> replaced_by;
};

// `which`: of "c.number = ?" and "c.replaced_by = ?" the latest.
std::optional<FoundStep> find_step(Database& database, model::AccountId contact, std::string_view which,
                                   model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT c.number, c.not_before, c.not_after, c.revoked_at IS NOT NULL, c.replaced_by FROM [certificate] c JOIN "
      "[organisation] o ON o.id = c.organisation_id WHERE " +
          std::string(which) + " AND o.technical_contact_id = ? ORDER BY c.number DESC LIMIT 1",
      {number.value, contact.value});
  if (!rows.next()) return std::nullopt;
  return FoundStep{{{static_cast<std::uint64_t>(rows.number(1))}, rows.time(2), rows.time(3), rows.number(4) != 0},
                   number_at(rows, 5)};
}

}  // namespace

std::optional<StoredCertificate> find_certificate_of(Database& database, model::AccountId contact,
                                                     model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT c.organisation_id, o.name, d.der, c.not_before, c.not_after, c.revoked_at, "
      "c.revocation_asked_at, c.replaced_by "
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

std::vector<LineageStep> list_lineage_of(Database& database, model::AccountId contact,
                                         model::CertificateNumber number) {
  constexpr int kSteps = 200;
  auto first = find_step(database, contact, "c.number = ?", number);
  if (!first) return {};
  std::vector<LineageStep> line = {first->step};
  for (auto at = first; at && at->replaced_by && line.size() < kSteps;) {
    at = find_step(database, contact, "c.number = ?", *at->replaced_by);
    if (at) line.push_back(at->step);
  }
  std::vector<LineageStep> before;
  for (auto at = first; at && before.size() < kSteps;) {
    at = find_step(database, contact, "c.replaced_by = ?", at->step.number);
    if (at) before.push_back(at->step);
  }
  line.insert(line.begin(), before.rbegin(), before.rend());
  return line;
}

std::optional<Time> find_key_start(Transaction& transaction, model::OrganisationId organisation,
                                   std::string_view key_sha256) {
  Rows rows = transaction.read("SELECT MIN(not_before) FROM [certificate] WHERE key_sha256 = ? AND organisation_id = ?",
                               {key_sha256, organisation.value});
  return rows.next() ? rows.optional_time(1) : std::nullopt;
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
