#include "store/endings.h"

namespace certportal::store {

std::vector<long> count_endings(Database& database, model::AccountId contact, const std::vector<Time>& bounds) {
  // INTERVAL(): how many of its further arguments, in their order, are at most the first.
  std::string sql = "SELECT INTERVAL(TO_SECONDS(c.not_after)";
  Params params;
  for (Time bound : bounds) {
    sql += ", TO_SECONDS(?)";
    params.emplace_back(bound);
  }
  sql +=
      ") AS part, COUNT(*) FROM [organisation] o STRAIGHT_JOIN [certificate] c FORCE INDEX (PRIMARY) "
      "ON c.organisation_id = o.id WHERE o.technical_contact_id = ? AND c.not_after >= ? AND c.not_after < ? "
      "AND c.revoked_at IS NULL AND c.revocation_asked_at IS NULL AND c.replaced_by IS NULL GROUP BY part";
  params.insert(params.end(), {contact.value, bounds.front(), bounds.back()});
  std::vector<long> counts(bounds.size() - 1, 0);
  Rows rows = database.read(sql, params);
  while (rows.next()) counts.at(static_cast<std::size_t>(rows.number(1)) - 1) = static_cast<long>(rows.number(2));
  return counts;
}

}  // namespace certportal::store
