// The CRLs of local issuers: made when a revocation stands in none yet, or at half of their life, kept in the database,
// and written with the issuers' certificates into the public folder of this host.
#pragma once

#include <functional>
#include <string>

#include "jobs/jobs.h"
#include "store/revocations.h"

namespace certportal::jobs {

// A CRL of all that is revoked, with the next number, now and whether or not one is due. nullopt: another process was
// faster. Error (text in log): the issuer's key or certificate cannot be used. Throws Broken and Unavailable.
Result<std::optional<store::CrlFacts>> make_crl(store::Database& database, const Config& config,
                                                const std::string& issuer);

// Writes NAME.crl, NAME.cer and NAME.root.cer into pki_dir where they are missing or not the latest. Nothing if pki_dir
// is empty. Error (text in log): no certificate. Throws Broken if the folder takes no file.
Result<void> publish_issuer(store::Database& database, const Config& config, const std::string& issuer);

// One look at every local issuer of the configuration. An issuer in trouble keeps no other from its CRL: throws Broken
// once all were looked at.
void refresh_crls(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
