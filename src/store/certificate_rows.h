// How a certificate is written, whether it was imported or issued: its row, its bytes, its names.
#pragma once

#include <vector>

#include "model/certificate_record.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

struct CertificateRow {
  model::OrganisationId organisation;
  model::CertificateNumber number;
  const model::CertificateRecord& record;
};

// False: one of them is there already, by number or fingerprint; of a single one nothing was written.
bool insert_certificates(Transaction& transaction, const std::vector<CertificateRow>& certificates, Time now);

// Whoever stores certificates counts them, in the same transaction.
void count_up(Transaction& transaction, model::OrganisationId organisation, std::size_t certificates);

}  // namespace certportal::store
