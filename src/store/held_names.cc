// Who holds which names: for the officer who decides, and for the policy that may decide instead.
#include <algorithm>
#include <set>

#include "store/order_changes.h"
#include "store/orders.h"

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

std::vector<NameHolder> list_other_holders(Database& database, model::OrganisationId organisation,
                                           const std::vector<std::string>& names, Time now, std::size_t limit) {
  std::vector<NameHolder> holders;
  for (std::size_t first = 0; first < names.size() && holders.size() < limit; first += kAtOnce) {
    Params params = places(names, first);
    params.insert(params.end(), {now, organisation.value, limit - holders.size()});
    Rows rows = database.read(
        "SELECT n.name, c.number, c.organisation_id, o.name, c.not_after, c.revoked_at " FROM_UNEXPIRED_NAME
        "JOIN [organisation] o ON o.id = c.organisation_id " IS_UNEXPIRED_NAME
        "AND c.organisation_id <> ? ORDER BY n.name, n.number LIMIT ?",
        params);
    while (rows.next())
      holders.push_back({rows.text(1),
                         {static_cast<std::uint64_t>(rows.number(2))},
                         {static_cast<std::uint64_t>(rows.number(3))},
                         rows.text(4),
                         rows.time(5),
                         !rows.is_null(6)});
  }
  return holders;
}

bool holds_names(Transaction& transaction, model::OrganisationId organisation, const std::vector<std::string>& names,
                 unsigned officers, Time now) {
  std::set<std::string> held;
  for (std::size_t first = 0; first < names.size(); first += kAtOnce) {
    Params params = places(names, first);
    params.insert(params.end(), {now, organisation.value});
    // A revoked one of another organisation counts, too: that name is no matter for a policy.
    if (transaction.read("SELECT 1 " FROM_UNEXPIRED_NAME IS_UNEXPIRED_NAME "AND c.organisation_id <> ? LIMIT 1", params)
            .next())
      return false;
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
