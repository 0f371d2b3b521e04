#include "store/ca_certificates.h"

namespace certportal::store {

bool import_ca_certificate(Transaction& transaction, const model::CaRecord& record, Time now) {
  return transaction.insert(
      "INSERT INTO [ca_certificate] (sha256, subject_hash, subject, not_after, der, created_at) VALUES (?, ?, ?, ?, ?, "
      "?)",
      {record.sha256, record.subject_sha256, record.subject, record.not_after, record.der, now});
}

std::vector<std::string> find_ca_certificates(Database& database, const std::string& subject_sha256) {
  std::vector<std::string> found;
  Rows rows = database.read("SELECT der FROM [ca_certificate] WHERE subject_hash = ? ORDER BY not_after DESC LIMIT ?",
                            {subject_sha256, kMaxSameSubject});
  while (rows.next()) found.push_back(rows.text(1));
  return found;
}

}  // namespace certportal::store
