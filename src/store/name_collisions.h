// Whether names of an order collide with those in unexpired certificates of other organisations: as the same name, or
// because a wildcard of one covers the other's (one label, RFC 6125). The own certificates are left out in the
// statements: however many there are, they hide nobody's. A revoked one counts: the name was another's lately.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/reference.h"
#include "store/database.h"
#include "store/orders.h"

namespace certportal::store {

// `name` is the other organisation's: the ordered one itself, a wildcard that covers it, or one that it covers.
struct NameHolder {
  std::string ordered;
  std::string name;
  model::CertificateNumber certificate;
  model::OrganisationId organisation;
  std::string organisation_name;
  Time not_after{};
  bool is_revoked = false;
};

// What the officer sees in red: in the order of `names`, at most `limit` of each name, whatever the others have.
std::vector<NameHolder> list_other_holders(Database& database, model::OrganisationId organisation,
                                           const std::vector<std::string>& names, Time now, std::size_t limit);

// Whether there is one at all, for one organisation's names.
bool is_held_by_others(Transaction& transaction, model::OrganisationId organisation,
                       const std::vector<std::string>& names, Time now);

// The orders with such a name, of a page of them: asked for in one statement, or a second one where there are
// wildcards.
std::set<model::CertificateNumber> find_held_by_others(Transaction& transaction, const std::vector<Order>& orders,
                                                       Time now);

}  // namespace certportal::store
