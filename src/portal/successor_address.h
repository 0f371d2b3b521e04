// A successor's address, as two forms of a contact take it: one starts a handover, the other invites to register.
#pragma once

#include "model/email.h"
#include "portal/portal.h"

namespace certportal::portal {

// The field `email`.
Result<model::EmailAddress> read_successor(const Visit& visit);

// Both forms have to tell whether an address is registered: ten answers a day (UTC) each, counted for each `form`
// apart, for an invitation asks for no password, and must not use up what a start needs. Call it before the answer is
// known, for any address: once the day's are used up, a refusal must not tell either. Error: rate_limited. Limits off:
// always granted.
Result<void> take_address(Visit& visit, store::Transaction& transaction, std::string_view form);

// The answer told nothing.
void give_back_address(Visit& visit, store::Transaction& transaction, std::string_view form);

}  // namespace certportal::portal
