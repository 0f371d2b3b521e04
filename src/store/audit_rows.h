// The columns of an audit event that its seal is made of: for the files of store/ that name them in SQL.
#pragma once

#include "model/audit_seal.h"
#include "store/database.h"

namespace certportal::store {

#define AUDIT_FACT_COLUMNS \
  "e.id, e.happened_at, e.kind, e.organisation_id, e.actor, e.actor_account_id, e.client, e.account_id, e.content"

inline std::uint64_t unsigned_at(const Rows& rows, unsigned column) {
  return static_cast<std::uint64_t>(rows.number(column));
}

inline std::optional<std::uint64_t> optional_at(const Rows& rows, unsigned column) {
  if (rows.is_null(column)) return std::nullopt;
  return unsigned_at(rows, column);
}

// Of the first nine columns.
inline model::AuditFacts read_audit_facts(const Rows& rows) {
  return {unsigned_at(rows, 1), rows.time(2), rows.text(3),         optional_at(rows, 4), rows.text(5),
          optional_at(rows, 6), rows.text(7), optional_at(rows, 8), rows.text(9)};
}

}  // namespace certportal::store
