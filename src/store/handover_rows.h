// A handover's columns and how they are read: for the files of store/ that name them in SQL.
#pragma once

#include <optional>
#include <vector>

#include "store/handovers.h"
#include "store/order_rows.h"

namespace certportal::store {

#define SELECT_HANDOVER                                                                                               \
  "SELECT h.id, h.organisation_id, COALESCE(h.organisation_name, o.name), h.contact_id, h.contact_email, "            \
  "h.contact_name, IF(c.locale = '', c.seen_locale, c.locale), h.successor_id, h.successor_email, h.successor_name, " \
  "IF(s.locale = '', s.seen_locale, s.locale), h.state, h.end_reason, "                                               \
  "h.resends, h.tries, h.wrong_tries, h.last_try_at, h.certificates, h.open_orders, "                                 \
  "h.started_at, h.expires_at, h.accepted_at, h.ended_at "
#define JOIN_HANDOVER_PARTIES                          \
  "JOIN [organisation] o ON o.id = h.organisation_id " \
  "LEFT JOIN [account] c ON c.id = h.contact_id "      \
  "LEFT JOIN [account] s ON s.id = h.successor_id "
#define FROM_HANDOVER "FROM [handover] h " JOIN_HANDOVER_PARTIES

#define IS_OPEN "state IN ('offered', 'accepted')"

// model::state_at() in SQL: what is to be expired, with now bound; what is to be blocked, with kSessionPasswordTries
// and now - kTryUnderWay bound.
#define IS_OVERDUE IS_OPEN " AND expires_at <= ?"
#define IS_LOST "state = 'accepted' AND tries >= ? AND last_try_at <= ?"

// Each ending is this with a condition of its own. The organisation's name is kept as both sides knew it.
#define END_HANDOVER \
  "UPDATE [handover] SET state = ?, end_reason = ?, organisation_name = ?, ended_at = ? WHERE id = ? AND "

// The row that `rows` stands on.
Handover read_handover(const Rows& rows);
std::optional<Handover> first_handover(Rows rows);
std::vector<model::HandoverId> all_handover_ids(Rows rows);  // of rows of ids alone

// What goes along, with two organisation ids bound.
#define SELECT_LOAD                                                                                                    \
  "SELECT o.certificate_count, (SELECT COUNT(*) FROM [certificate_order] WHERE organisation_id = ? AND " IS_OPEN_ORDER \
  ") FROM [organisation] o WHERE o.id = ?"
HandoverLoad first_load(Rows rows);

}  // namespace certportal::store
