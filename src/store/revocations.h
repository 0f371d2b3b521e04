// Revocations: asked for on a page, carried out at once for a local CA, by jobs for one behind CMP; and the CRLs of
// local CAs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/product.h"
#include "model/reference.h"
#include "model/revocation_reason.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/database.h"

namespace certportal::store {

struct Revocation {
  model::RevocationReason reason = model::RevocationReason::unspecified;
  std::string asked_by_email;
  Time asked_at{};
  std::optional<Time> revoked_at;
  std::optional<Time> refused_at;
  std::string refusal;  // what the CA said; English
};

// The certificate's; of one that `contact` may see.
std::optional<Revocation> find_revocation_of(Database& database, model::AccountId contact,
                                             model::CertificateNumber number);

// Local: revoked with this commit; CMP: revocation_pending until the CA answers. Audit event
// certificate_revocation_asked (reason) or certificate_revoked; mail certificate_revoked once it is. An open renewal or
// re-issue of it goes on; but for key_compromise all open orders with its key end (withdraw_orders_of_key()). Errors:
// not_found (not this contact's); invalid CURRENT_PASSWORD_WRONG (changed meanwhile); conflict as by
// model::check_revocation(). `kind`: of the issuer that its order named.
Result<void> ask_revocation(Transaction& transaction, model::CertificateNumber number, const Account& contact,
                            std::optional<model::IssuerKind> kind, model::RevocationReason reason, const Actor& actor,
                            Time now);

// The organisation's other certificates with this key that are valid and not about to be revoked: where others know the
// key, they have to be revoked as well.
struct OtherCertificate {
  model::CertificateNumber number;
  std::string name;  // A-labels
  Time not_after{};
};
std::vector<OtherCertificate> list_others_of_key(Transaction& transaction, model::OrganisationId organisation,
                                                 std::string_view key_sha256, model::CertificateNumber but, Time now);

// For jobs: those that a CA behind CMP is to be told of, surplus certificates included (`number` is then their order's
// and `is_surplus` true). Claimed as orders are.
struct ClaimedRevocation {
  model::CertificateNumber number;
  bool is_surplus = false;
  std::string issuer;
  std::string der;
  std::string sha256;
  model::RevocationReason reason = model::RevocationReason::unspecified;
  std::string claim;
};
std::optional<ClaimedRevocation> claim_revocation(Database& database, const std::vector<std::string>& issuers,
                                                  std::string_view claim, Time now);
// Mail certificate_revoked, event certificate_revoked.
void mark_revoked(Database& database, const ClaimedRevocation& revocation, Time now);
// The certificate is as it was; mail revocation_refused, event certificate_revocation_refused.
// Precondition: no surplus.
void mark_revocation_refused(Database& database, const ClaimedRevocation& revocation, std::string_view text, Time now);
// nullopt: it is left alone from now on.
void mark_surplus_refused(Database& database, const ClaimedRevocation& revocation, std::string_view text,
                          std::optional<Time> next_try_at);
void keep_revocation(Database& database, const ClaimedRevocation& revocation, Time next_try_at);

// Issuers that refuse to revoke surplus certificates of theirs, which are tried again; number and answer of the first.
struct RefusedSurplus {
  std::string issuer;
  std::uint64_t certificates = 0;
  model::CertificateNumber order;
  std::string answer;
};
std::vector<RefusedSurplus> list_refused_surplus(Database& database);

// The latest CRL of a local issuer without its bytes, which may be some megabytes.
struct CrlFacts {
  std::uint64_t number = 0;
  Time made_at{}, next_update{};
  std::uint64_t entries = 0;
};
std::optional<CrlFacts> find_crl_facts(Database& database, std::string_view issuer);
std::string find_crl(Database& database, std::string_view issuer);  // DER; "" if there is none

// True if a revocation stands in no CRL yet.
bool has_unlisted_revocations(Database& database, std::string_view issuer);

struct CrlEntry {
  model::CertificateNumber number;
  std::string serial;  // hexadecimal
  Time revoked_at{};
  model::RevocationReason reason = model::RevocationReason::unspecified;
  bool is_listed = false;  // in a CRL before
};
// All of them, in steps of some thousands by key, so that no other statement waits; those of expired certificates stay
// for one CRL beyond the end (RFC 5280 3.3). One that was in a CRL stays until then, though it be revoked no more.
std::vector<CrlEntry> list_crl_entries(Database& database, std::string_view issuer);

// Puts the CRL in the place of the one of number `before` (0: there is none), then marks those of `entries`, which are
// all that it holds, as listed. False: another was faster; nothing was written. Killed in between it leaves revocations
// unlisted that are not: the next CRL lists them again.
bool replace_crl(Database& database, std::string_view issuer, std::uint64_t before, const CrlFacts& crl,
                 std::string_view der, const std::vector<CrlEntry>& entries);

}  // namespace certportal::store
