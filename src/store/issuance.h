// An approved order's way to its certificate, as jobs walks it. Any number of jobs may run: a claim is a conditional
// update, and the certificate's number, that of the order, is stored once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/certificate_record.h"
#include "store/audit.h"
#include "store/orders.h"

namespace certportal::store {

// A claim of a process that has not renewed it for so long was left by a killed one, and is taken over.
inline constexpr Seconds kClaimLasts = std::chrono::minutes(5);

struct ClaimedOrder {
  Order order;  // with CSR
  std::string claim;
  bool is_begun = false;  // by an earlier claim: the CA may have been asked
  // What jobs has reserved; nothing ("", no time) for one that is claimed by hand.
  std::string serial;  // bytes
  Time not_before{}, not_after{};
  std::string transaction_id;
  unsigned tries = 0;                  // so often in a row the CA could not be reached
  std::optional<Error> obstacle = {};  // as by find_obstacle()
};

// What has changed since the order was placed, so that it must not be issued any more: conflict KEY_COMPROMISED (a
// certificate with its key was revoked for that reason, or is to be), ORGANISATION_UNCHECKED (the organisation in its
// subject is not checked, or has another name, city or country).
std::optional<Error> find_obstacle(Transaction& transaction, model::CertificateNumber number);

// What a CA, or OpenSSL about it, has said, as columns hold it: one_line() of at most so many characters.
inline constexpr std::size_t kLongestAnswer = 500;

// True if claim_orders() would give some of this issuer, were nobody faster.
bool has_due_orders(Database& database, std::string_view issuer, std::string_view claim, Time now);

// Up to `limit` orders of this issuer that are due: approved, or issuing with next_try_at reached and either this
// process's `claim` or none that lasts. Reserves serial, dates and transaction id for the approved ones, whatever stood
// there; the others keep theirs. Empty: nothing is due. `claim`: 16 random bytes, the process's own.
std::vector<ClaimedOrder> claim_orders(Database& database, std::string_view issuer, std::string_view claim,
                                       std::size_t limit, Time now);

// One order of a manual issuer, by the officer who uploads its certificate: issuing from here on, in the caller's
// transaction, which stores or fails it. nullopt: it is not approved (any more).
std::optional<ClaimedOrder> claim_order_by_hand(Transaction& transaction, model::CertificateNumber number, Time now);

// The claim goes on: the CA is waiting, or could not be reached (`text` says why, or "").
void keep_claim(Database& database, const ClaimedOrder& claimed, Time next_try_at, std::string_view text, Time now);

struct IssuedOrder {
  ClaimedOrder claimed;
  model::CertificateRecord record;
  std::vector<model::CaRecord> ca_certificates;
};

// Certificate, CA certificates and state in one: each order leaves one list and stands in the other with this commit.
// The predecessor is marked as replaced. Mail order_issued. Precondition: all are of one claim. The answer is which
// were stored. Of the others the claim was lost, or they are not issuing any more, and nothing was written; or one has
// an obstacle by now, and has failed.
std::vector<model::CertificateNumber> store_issued(Transaction& transaction, const std::vector<IssuedOrder>& issued,
                                                   const Actor& actor, Time now);

// Of one; false: it was not stored.
bool store_issued(Transaction& transaction, const ClaimedOrder& claimed, const model::CertificateRecord& record,
                  const std::vector<model::CaRecord>& ca_certificates, const Actor& actor, Time now);

// The CA's no, or an obstacle. False as above. A retry asks for another certificate: it reserves anew.
bool fail_order(Transaction& transaction, const ClaimedOrder& claimed, std::string_view text, const Actor& actor,
                Time now);

// Of the stored certificate with this SHA-256, whosever.
std::optional<model::CertificateNumber> find_certificate_number(Database& database, std::string_view sha256);

// A certificate that a CA returned and that was not stored: recorded, to be revoked once no claim of its order can
// store it any more. False: nothing was written, it is stored or recorded already.
bool add_surplus(Transaction& transaction, model::CertificateNumber number, std::string_view issuer,
                 std::string_view sha256, std::string_view der, Time now);

// Issuers whose CA could not be asked at the last try for one order or more, the first's text with each: for doctor.
struct StuckIssuer {
  std::string issuer;
  std::uint64_t orders = 0;
  std::string text;
};
std::vector<StuckIssuer> list_stuck_issuers(Database& database);

// Mails of time. Both do what is due once, whoever runs them: a digest of submitted orders to each officer who may
// decide one of them, at most every 15 minutes; order_failed to the contact 24 hours after it failed, if it still is.
void announce_submitted(Database& database, Time now);
void tell_failed(Database& database, Time now);

}  // namespace certportal::store
