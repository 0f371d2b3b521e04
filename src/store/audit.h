// Audit events: only ever added, in the transaction that they tell of.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

struct Event {
  std::string kind;                                  // "account_registered", "signed_in", …
  std::optional<model::AccountId> account = {};      // whom it concerns
  std::optional<model::OrganisationId> organisation = {};
  std::string actor;                                 // address of the account, or "system user NAME"
  std::string address = {};                          // the client's
  std::map<std::string, std::string> content = {};   // never a secret
};

void add_event(Transaction& transaction, const Event& event, Time now);

}  // namespace certportal::store
