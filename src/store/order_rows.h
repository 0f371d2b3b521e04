// An order's columns and how they are read: for the files of store/ that name them in SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/orders.h"

namespace certportal::store {

// Without CSR; what is appended (", r.csr") is read from kOrderColumns + 1 on.
#define SELECT_ORDER                                                                                           \
  "SELECT r.number, r.organisation_id, o.name, r.kind, r.state, r.predecessor, r.product, r.issuer, "          \
  "r.lifetime_days, r.ends_at, r.needed_approvals, r.name, r.more_names, r.names, r.subject, r.key_sha256, "   \
  "r.has_same_key, r.submitted_by, r.submitted_by_email, r.created_at, r.changed_at, r.decided_at, r.reason, " \
  "r.failure, r.failed_at"
inline constexpr unsigned kOrderColumns = 25;
#define FROM_ORDER " FROM [certificate_order] r JOIN [organisation] o ON o.id = r.organisation_id "

// model::is_open() in SQL.
#define IS_OPEN_ORDER "state IN ('submitted', 'approved', 'issuing', 'failed')"

// The row that `rows` stands on. Throws Broken if it holds an unknown state or kind.
Order read_order(const Rows& rows);

std::optional<Order> first_order(Rows rows);
std::vector<Order> all_orders(Rows rows);

// The column `names`: a line each, the U-label form behind a tab where there is one.
std::string name_lines(const std::vector<std::string>& names);

// The column `subject`: organisation, city and country, a line each, or "" for a product without them.
std::string subject_lines(std::string_view organisation, std::string_view city, std::string_view country);

}  // namespace certportal::store
