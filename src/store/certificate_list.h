// Certificates in pages, in a chosen order, by key: a page costs the same wherever it stands. Every statement carries
// the account, so that an organisation handed over a moment ago shows nothing more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/certificate_status.h"
#include "model/reference.h"
#include "store/certificate_search.h"
#include "store/database.h"

namespace certportal::store {

struct ListedCertificate {
  model::CertificateNumber number;
  model::OrganisationId organisation;
  std::string name;
  long more_names = 0;
  model::CertificateFacts facts;
  std::uint64_t replaced_by = 0;  // 0: not replaced
  std::uint64_t open_order = 0;   // that renews or re-issues it; 0: none; only looked for if the query asks for it
  std::string der;                // only if the query asks for it
};

enum class CertificateOrder {
  current_first,  // those that have not ended, soonest end first; then those that have, latest end first
  number_ascending,
  number_descending,
  name_ascending,  // by bytes
  name_descending,
  end_ascending,
  end_descending,
};

// Where the page before ended: its last row.
struct CertificateCursor {
  std::uint64_t number = 0;
  std::string name;    // for orders by name
  Time end{};          // for orders by end
  bool ended = false;  // current_first: the row stood among those that had ended when that page was made
};

struct CertificateQuery {
  model::AccountId contact;
  std::vector<model::OrganisationId> organisations;  // whose certificates; those without any may be left out
  std::optional<model::CertificateStatus> status;
  std::optional<CertificateSearch> search;
  CertificateOrder order = CertificateOrder::current_first;
  std::optional<CertificateCursor> after;
  std::size_t limit = 25;
  bool only_in_use = false;  // neither revoked (nor about to be) nor replaced
  bool with_der = false;
  bool with_open_order = false;
  model::RenewableRule rule = {};
  Time now{};
};

struct CertificatePart {
  std::vector<ListedCertificate> rows;
  bool has_more = false;
  bool ended = false;  // current_first: the last row stands among those that have ended
};

CertificatePart list_certificates(Database& database, const CertificateQuery& query);

// How many fit the query's organisations, status and search, at most `limit`.
long count_certificates(Database& database, const CertificateQuery& query, long limit);

// Those that end between the two times (both included) and are neither revoked (nor about to be) nor replaced, at
// most `limit`.
long count_ending_certificates(Database& database, const CertificateQuery& query, Time from, Time until, long limit);

}  // namespace certportal::store
