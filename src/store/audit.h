// Audit events: only ever added, in the transaction that they tell of.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

struct Event {
  std::string kind;                                    // "account_registered", "signed_in", …
  std::string actor;                                   // who did it: an account's address, or "system user NAME"
  std::optional<model::AccountId> actor_account = {};  // its account, if it has one
  std::string client = {};                             // network address that it came from, "" from the command line
  std::optional<model::AccountId> account = {};        // whom it was done to
  std::optional<model::OrganisationId> organisation = {};
  std::map<std::string, std::string> content = {};  // never a secret
};

void add_event(Transaction& transaction, const Event& event, Time now);

}  // namespace certportal::store
