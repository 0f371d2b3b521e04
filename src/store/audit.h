// Audit events: only ever added, in the transaction that they tell of.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

// Names the actor of what only time brings about.
inline constexpr char kJobs[] = "jobs";

// Who did something.
struct Actor {
  std::string name;                              // an account's address, "system user NAME", or kJobs
  std::optional<model::AccountId> account = {};  // if it has one
  std::string client = {};                       // network address that it came from, "" from the command line
};

struct Event {
  std::string kind;  // "account_registered", "signed_in", …
  Actor actor;
  std::optional<model::AccountId> account = {};  // whom it was done to
  std::optional<model::OrganisationId> organisation = {};
  std::map<std::string, std::string> content = {};  // never a secret
};

void add_event(Transaction& transaction, const Event& event, Time now);

}  // namespace certportal::store
