#include "store/certificate_rows.h"

#include "store/many_rows.h"

namespace certportal::store {

bool insert_certificates(Transaction& transaction, const std::vector<CertificateRow>& certificates, Time now) {
  std::vector<Params> rows, contents, names;
  for (const auto& [organisation, number, record] : certificates) {
    rows.push_back({organisation.value, record.not_after, number.value, record.name, record.more_names,
                    record.not_before, record.serial, record.sha256, record.sha1, record.key_sha256, now,
                    record.names});
    contents.push_back({number.value, organisation.value, record.der});
    for (const std::string& name : record.exact_names) names.push_back({name, number.value, organisation.value});
  }
  return insert_rows(transaction,
                     "INSERT INTO [certificate] (organisation_id, not_after, number, name, more_names, not_before, "
                     "serial, sha256, sha1, key_sha256, created_at, names) VALUES",
                     "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, LOWER(?))", rows) &&
         insert_rows(transaction, "INSERT INTO [certificate_content] (number, organisation_id, der) VALUES",
                     "(?, ?, ?)", contents) &&
         insert_rows(transaction, "INSERT INTO [certificate_name] (name, number, organisation_id) VALUES", "(?, ?, ?)",
                     names);
}

void count_up(Transaction& transaction, model::OrganisationId organisation, std::size_t certificates) {
  transaction.run("UPDATE [organisation] SET certificate_count = certificate_count + ? WHERE id = ?",
                  {certificates, organisation.value});
}

}  // namespace certportal::store
