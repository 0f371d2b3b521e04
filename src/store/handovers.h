// Handovers as they stand: finders and lists. What changes them: store/handover_changes.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/handover.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

// As it was at the start; `id` is 0 once the account is deleted, `locale` that of the account at this moment.
struct HandoverParty {
  model::AccountId id;
  std::string email;
  std::string name;
  std::string locale;
};

struct Handover {
  model::HandoverId id;
  model::OrganisationId organisation;
  std::string organisation_name;  // of this moment while open, else as it was at the end
  HandoverParty contact;
  HandoverParty successor;
  model::HandoverState state = model::HandoverState::offered;
  std::string end_reason;  // of a withdrawn one: name(WithdrawReason), else ""
  unsigned resends = 0;
  unsigned tries = 0;        // session passwords taken to be compared
  unsigned wrong_tries = 0;  // found wrong
  std::optional<Time> last_try_at;
  long certificates = 0;  // that went along: of a completed one
  long open_orders = 0;
  Time started_at;
  Time expires_at;
  std::optional<Time> accepted_at;
  std::optional<Time> ended_at;
};

// On which side of it the account stands; nullopt: neither.
std::optional<model::HandoverSide> side_of(const Handover& handover, model::AccountId account);

// How it stands at `now`, whoever writes so later.
model::HandoverState state_at(const Handover& handover, Time now);

// Of which the account is a party. nullopt: there is none, or it is not one of theirs.
std::optional<Handover> find_handover_of(Database& database, model::AccountId party, model::HandoverId id);
std::optional<Handover> find_handover_by_token(Database& database, std::string_view token_hash);
// The organisation's, whoever its parties are: the caller has checked that the reader is its contact, or the operator.
std::optional<Handover> find_open_handover(Database& database, model::OrganisationId organisation, Time now);

// Both directions, the open ones first, then the newest: at most `limit`.
std::vector<Handover> list_handovers_of(Database& database, model::AccountId party, std::size_t limit);

// True if the account handed over an organisation once: an empty list is then explained.
bool has_handed_over(Database& database, model::AccountId account);

// For the operator only.
std::optional<Handover> find_handover(Database& database, model::HandoverId id);
std::vector<Handover> list_handovers(Database& database, bool only_open, std::size_t limit);  // newest first

// Open ones that are past their end, or whose last try was lost: for jobs, at most `limit`.
std::vector<model::HandoverId> list_due_handovers(Database& database, Time now, std::size_t limit);

// What goes along: all certificates, and the open orders.
struct HandoverLoad {
  long certificates = 0;
  long open_orders = 0;
};
HandoverLoad count_load(Database& database, model::OrganisationId organisation);

struct Receipt {
  std::string cms;  // DER
  Time signed_at{};
};
std::optional<Receipt> find_receipt(Database& database, model::HandoverId id);  // nullopt: not signed yet

// For jobs: completed ones without a receipt, at most `limit`; and the receipt itself, false if another was faster.
std::vector<Handover> list_unsigned_handovers(Database& database, std::size_t limit);
bool add_receipt(Database& database, model::HandoverId id, std::string_view cms, Time now);

}  // namespace certportal::store
