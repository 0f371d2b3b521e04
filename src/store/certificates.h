// Certificates of organisations, one at a time: storing, and finding one for its technical contact.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/certificate_record.h"
#include "model/certificate_status.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

struct StoredCertificate {
  model::CertificateNumber number;
  model::OrganisationId organisation;
  std::string organisation_name;
  std::string der;
  model::CertificateFacts facts;
  std::optional<Time> revoked_at;
  std::optional<model::CertificateNumber> replaced_by;
};

// nullopt: there is none of this number, or `contact` is not its organisation's technical contact.
std::optional<StoredCertificate> find_certificate_of(Database& database, model::AccountId contact,
                                                     model::CertificateNumber number);
// Its bytes alone.
std::optional<std::string> find_certificate_der_of(Database& database, model::AccountId contact,
                                                   model::CertificateNumber number);

// One of a line of certificates, each of which replaced the one before.
struct LineageStep {
  model::CertificateNumber number;
  Time not_before{}, not_after{};
  bool is_revoked = false;
};

// The whole line that the certificate stands in, the first one first, at most 200 each way; empty if it is not this
// contact's.
std::vector<LineageStep> list_lineage_of(Database& database, model::AccountId contact, model::CertificateNumber number);

// When the organisation's first certificate with this key began.
std::optional<Time> find_key_start(Transaction& transaction, model::OrganisationId organisation,
                                   std::string_view key_sha256);

struct Import {
  enum class Outcome {
    imported,
    known,    // this organisation holds it already
    refused,  // another organisation holds it: importing never moves or shares a certificate
  };
  Outcome outcome = Outcome::imported;
  model::OrganisationId holder;  // whose it is
};

// Stores the certificate under a new reference number. Precondition: lock_organisation() (store/organisations.h) in
// this transaction.
Import import_certificate(Transaction& transaction, model::OrganisationId organisation,
                          const model::CertificateRecord& record, Time now);

}  // namespace certportal::store
