#include "store/handovers.h"

#include "base/broken.h"
#include "store/handover_rows.h"

namespace certportal::store {
namespace {

// The id is 0 where the account is gone, the locale empty then.
HandoverParty read_party(const Rows& rows, unsigned first) {
  return {{static_cast<std::uint64_t>(rows.number(first))},
          rows.text(first + 1),
          rows.text(first + 2),
          rows.text(first + 3)};
}

std::vector<Handover> all_handovers(Rows rows) {
  std::vector<Handover> handovers;
  while (rows.next()) handovers.push_back(read_handover(rows));
  return handovers;
}

}  // namespace

Handover read_handover(const Rows& rows) {
  auto state = model::parse_handover_state(rows.text(12));
  if (!state) throw Broken("handover has unknown state: " + rows.text(12));
  return {{static_cast<std::uint64_t>(rows.number(1))},
          {static_cast<std::uint64_t>(rows.number(2))},
          rows.text(3),
          read_party(rows, 4),
          read_party(rows, 8),
          *state,
          rows.text(13),
          static_cast<unsigned>(rows.number(14)),
          static_cast<unsigned>(rows.number(15)),
          static_cast<unsigned>(rows.number(16)),
          rows.optional_time(17),
          static_cast<long>(rows.number(18)),
          static_cast<long>(rows.number(19)),
          rows.time(20),
          rows.time(21),
          rows.optional_time(22),
          rows.optional_time(23)};
}

std::optional<Handover> first_handover(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_handover(rows);
}

std::vector<model::HandoverId> all_handover_ids(Rows rows) {
  std::vector<model::HandoverId> ids;
  while (rows.next()) ids.push_back({static_cast<std::uint64_t>(rows.number(1))});
  return ids;
}

HandoverLoad first_load(Rows rows) {
  if (!rows.next()) return {};
  return {static_cast<long>(rows.number(1)), static_cast<long>(rows.number(2))};
}

std::optional<model::HandoverSide> side_of(const Handover& handover, model::AccountId account) {
  if (account.value == 0) return std::nullopt;
  if (handover.contact.id == account) return model::HandoverSide::contact;
  if (handover.successor.id == account) return model::HandoverSide::successor;
  return std::nullopt;
}

model::HandoverState state_at(const Handover& handover, Time now) {
  return model::state_at({handover.state, handover.expires_at, handover.tries, handover.last_try_at}, now);
}

std::optional<Handover> find_handover_of(Database& database, model::AccountId party, model::HandoverId id) {
  return first_handover(database.read(SELECT_HANDOVER FROM_HANDOVER
                                      "WHERE h.id = ? AND (h.contact_id = ? OR h.successor_id = ?)",
                                      {id.value, party.value, party.value}));
}

std::optional<Handover> find_handover_by_token(Database& database, std::string_view token_hash) {
  return first_handover(database.read(SELECT_HANDOVER FROM_HANDOVER "WHERE h.token_hash = ?", {token_hash}));
}

std::optional<Handover> find_open_handover(Database& database, model::OrganisationId organisation, Time now) {
  auto handover = first_handover(
      database.read(SELECT_HANDOVER FROM_HANDOVER "WHERE h.open_organisation_id = ?", {organisation.value}));
  if (handover && !model::is_open(state_at(*handover, now))) return std::nullopt;
  return handover;
}

std::vector<Handover> list_handovers_of(Database& database, model::AccountId party, std::size_t limit) {
  // The two sides have a key each; nobody is both of one handover.
  return all_handovers(
      database.read(SELECT_HANDOVER
                    "FROM (SELECT id FROM ("
                    "SELECT id, state, started_at FROM [handover] FORCE INDEX (handover_contact) WHERE contact_id = ? "
                    "UNION ALL "
                    "SELECT id, state, started_at FROM [handover] FORCE INDEX (handover_successor) WHERE successor_id "
                    "= ?) of_both ORDER BY " IS_OPEN " DESC, started_at DESC, id DESC LIMIT ?) mine "
                    "STRAIGHT_JOIN [handover] h ON h.id = mine.id " JOIN_HANDOVER_PARTIES "ORDER BY h." IS_OPEN
                    " DESC, h.started_at DESC, h.id DESC",
                    {party.value, party.value, limit}));
}

bool has_handed_over(Database& database, model::AccountId account) {
  return database.read("SELECT 1 FROM [handover] WHERE contact_id = ? AND state = 'completed' LIMIT 1", {account.value})
      .next();
}

std::optional<Handover> find_handover(Database& database, model::HandoverId id) {
  return first_handover(database.read(SELECT_HANDOVER FROM_HANDOVER "WHERE h.id = ?", {id.value}));
}

std::vector<Handover> list_handovers(Database& database, bool only_open, std::size_t limit) {
  return all_handovers(
      only_open
          ? database.read(SELECT_HANDOVER FROM_HANDOVER "WHERE h." IS_OPEN
                                                        " ORDER BY h.started_at DESC, h.id DESC LIMIT ?",
                          {limit})
          : database.read(SELECT_HANDOVER FROM_HANDOVER "ORDER BY h.started_at DESC, h.id DESC LIMIT ?", {limit}));
}

std::vector<model::HandoverId> list_due_handovers(Database& database, Time now, std::size_t limit) {
  return all_handover_ids(database.read("SELECT id FROM [handover] FORCE INDEX (handover_due) WHERE " IS_OVERDUE
                                        " UNION SELECT id FROM [handover] FORCE INDEX (handover_due) WHERE " IS_LOST
                                        " LIMIT ?",
                                        {now, model::kSessionPasswordTries, now - model::kTryUnderWay, limit}));
}

HandoverLoad count_load(Database& database, model::OrganisationId organisation) {
  return first_load(database.read(SELECT_LOAD, {organisation.value, organisation.value}));
}

std::optional<Receipt> find_receipt(Database& database, model::HandoverId id) {
  Rows rows = database.read("SELECT cms, signed_at FROM [handover_receipt] WHERE handover_id = ?", {id.value});
  if (!rows.next()) return std::nullopt;
  return Receipt{rows.text(1), rows.time(2)};
}

std::vector<Handover> list_unsigned_handovers(Database& database, std::size_t limit) {
  return all_handovers(database.read(SELECT_HANDOVER
                                     "FROM [handover] h FORCE INDEX (handover_has_receipt) " JOIN_HANDOVER_PARTIES
                                     "WHERE h.state = 'completed' AND h.has_receipt = 0 ORDER BY h.ended_at LIMIT ?",
                                     {limit}));
}

bool add_receipt(Database& database, model::HandoverId id, std::string_view cms, Time now) {
  return database.transact([&](Transaction& transaction) {
    // The handover first: a receipt's insertion would lock it shared, and two that did so could not both go on.
    if (transaction.run("UPDATE [handover] SET has_receipt = 1 WHERE id = ? AND has_receipt = 0", {id.value}) != 1)
      return false;
    return transaction.insert("INSERT INTO [handover_receipt] (handover_id, cms, signed_at) VALUES (?, ?, ?)",
                              {id.value, cms, now});
  });
}

}  // namespace certportal::store
