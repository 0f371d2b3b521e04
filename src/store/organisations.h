// Organisations. What is done for a customer names the technical contact, who stands in the WHERE of each statement.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/certificate_status.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

// What a technical contact may write; parsed by model/person_name.h.
struct OrganisationDetails {
  std::string name;
  std::string street;
  std::string postcode;
  std::string city;
  std::string country;  // ISO 3166-1 alpha-2, or ""
  std::string note;     // who else to ask; may hold line breaks
};

// What differs, for audit events: "name" -> "before → after".
std::map<std::string, std::string> changes(const OrganisationDetails& before, const OrganisationDetails& after);

struct TechnicalContact {
  model::AccountId id;
  std::string email;
  std::string name;
  std::string phone;
};

struct Organisation {
  model::OrganisationId id;
  OrganisationDetails details;
  TechnicalContact contact;
  std::optional<Time> checked_at;  // an officer found name and address right
  Time created_at;
  long certificates = 0;
};

// `founder`: who adds it in the browser; none for the operator.
model::OrganisationId add_organisation(Transaction& transaction, model::AccountId contact,
                                       std::optional<model::AccountId> founder, const OrganisationDetails& details,
                                       Time now);

// What an account has founded, wherever those organisations went; takes the account's row, so that many at once count.
struct Foundings {
  long recent = 0;      // since the given time
  Time first_recent{};  // the first of these
  long unchecked = 0;   // at any time, and no officer has checked them
};
Foundings count_foundings(Transaction& transaction, model::AccountId founder, Time since);

// A page of organisations by name: those behind `after`, one more than `limit` if there are more.
struct OrganisationCursor {
  std::string name;
  model::OrganisationId id;
};

// nullopt: there is none, or it is not this contact's.
std::optional<Organisation> find_organisation_of(Database& database, model::AccountId contact,
                                                 model::OrganisationId id);
std::vector<Organisation> list_organisations_of(Database& database, model::AccountId contact,
                                                const std::optional<OrganisationCursor>& after, std::size_t limit);

// For officers and the operator only: whoever the contact is.
std::optional<Organisation> find_organisation(Database& database, model::OrganisationId id);
std::vector<Organisation> list_organisations(Database& database);  // all, by name
// `text`, unless it is empty, is part of the name or city, the whole reference, or the contact's whole address.
std::vector<Organisation> search_organisations(Database& database, std::string_view text,
                                               const std::optional<OrganisationCursor>& after, std::size_t limit);

// Locks the organisation's row until the transaction ends: whoever changes it, or imports into it, waits. (Imports
// would otherwise end in a deadlock over the count of certificates.) The answer is the organisation as it is now.
std::optional<Organisation> lock_organisation(Transaction& transaction, model::OrganisationId id);

// Writes the details; a changed name or address takes `checked_at` away, a changed note does not. Precondition:
// `locked` is what lock_organisation() answered in this transaction.
void update_organisation(Transaction& transaction, const Organisation& locked, const OrganisationDetails& details);

// Likewise for its technical contact. The answer is the organisation as it was before, for the audit event; nullopt:
// nothing was written, as in the finders.
std::optional<Organisation> update_organisation_of(Transaction& transaction, model::AccountId contact,
                                                   model::OrganisationId id, const OrganisationDetails& details);

// Takes the row by a write until the transaction ends: on a cluster too, where a lock holds on one node only. False:
// there is none; with `contact`: or that is not its technical contact (any more).
bool take_organisation(Transaction& transaction, model::OrganisationId id);
bool take_organisation_of(Transaction& transaction, model::AccountId contact, model::OrganisationId id);

// Another account becomes the technical contact; who was it until now is kept. Precondition: `from` is it, and
// lock_organisation() says so in this transaction.
void give_organisation(Transaction& transaction, model::OrganisationId id, model::AccountId from, model::AccountId to,
                       Time now);

// Why this officer may not check the organisation. Error: forbidden OWN_ORGANISATION (founded it; is its contact, or
// was within 90 days; party of an open handover of it, or of one that ended within those), ROLE_WRONG (no officer, or
// locked).
Result<void> check_officer(Transaction& transaction, model::OrganisationId organisation, model::AccountId officer,
                           Time now);

// Marks it as checked by the officer, or takes the mark away. Errors: those of check_officer(); conflict
// ORGANISATION_CHANGED (it no longer has the name and address that the officer saw, is gone, or is marked so already).
Result<void> set_checked(Transaction& transaction, model::OrganisationId id, model::AccountId officer,
                         const OrganisationDetails& seen, bool is_checked, Time now);

// So many certificates are looked at to count the expiring ones, so that a page costs the same for any organisation.
inline constexpr long kCountedCertificates = 1000;

struct CertificateCounts {
  long certificates = 0;  // all
  long expiring = 0;      // of the kCountedCertificates that end next
};

CertificateCounts count_certificates(Database& database, model::OrganisationId id, const model::RenewableRule& rule,
                                     Time now);

}  // namespace certportal::store
