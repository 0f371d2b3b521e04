// Issuing instances, root and intermediate alike; they belong to nobody.
#pragma once

#include <string>
#include <vector>

#include "model/certificate_record.h"
#include "store/database.h"

namespace certportal::store {

// False: it is known already.
bool import_ca_certificate(Transaction& transaction, const model::CaRecord& record, Time now);

// The most certificates of one subject that are looked at.
inline constexpr int kMaxSameSubject = 50;

// The DER of those with this subject (x509::Name::sha256), those that end last first, at most kMaxSameSubject.
std::vector<std::string> find_ca_certificates(Database& database, const std::string& subject_sha256);

}  // namespace certportal::store
