// Whether an organisation holds names, so that a policy may decide in place of an officer.
#include <algorithm>
#include <set>

#include "store/name_collisions.h"
#include "store/order_changes.h"

namespace certportal::store {
namespace {

// Names are asked for so many at a time, the last one again in the places left over: one statement for any number.
constexpr std::size_t kAtOnce = 20;
#define ANY_OF_THESE "IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "

Params places(const std::vector<std::string>& names, std::size_t first) {
  Params params;
  for (std::size_t i = 0; i < kAtOnce; ++i) params.emplace_back(names[std::min(first + i, names.size() - 1)]);
  return params;
}

#define FROM_UNEXPIRED_NAME "FROM [certificate_name] n JOIN [certificate] c ON c.number = n.number "
#define IS_UNEXPIRED_NAME "WHERE n.name " ANY_OF_THESE "AND c.not_after >= ? "

}  // namespace

bool holds_names(Transaction& transaction, model::OrganisationId organisation, const std::vector<std::string>& names,
                 unsigned officers, Time now) {
  if (is_held_by_others(transaction, organisation, names, now)) return false;
  std::set<std::string> held;
  for (std::size_t first = 0; first < names.size(); first += kAtOnce) {
    Params params = places(names, first);
    params.insert(params.end(), {now, organisation.value});
    params.emplace_back(officers);
    Rows rows =
        transaction.read("SELECT DISTINCT n.name " FROM_UNEXPIRED_NAME
                         "JOIN [certificate_order] r ON r.number = c.number " IS_UNEXPIRED_NAME
                         "AND c.organisation_id = ? AND c.revoked_at IS NULL AND c.revocation_asked_at IS NULL AND "
                         "r.has_officer_approval = 1 AND r.needed_approvals >= ?",
                         params);
    while (rows.next()) held.insert(rows.text(1));
  }
  return !names.empty() &&
         std::all_of(names.begin(), names.end(), [&](const std::string& name) { return held.contains(name); });
}

}  // namespace certportal::store
