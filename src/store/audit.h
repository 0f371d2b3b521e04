// Audit events: only ever added, in the transaction that they tell of; and lists of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
void add_events(Transaction& transaction, const std::vector<Event>& events, Time now);

struct StoredEvent {
  std::uint64_t id = 0;
  Time happened_at;
  Event event;
  std::optional<std::uint64_t> position;  // in the chain; nullopt: not sealed yet
};

// The newest first, for the organisation's contact: without personal network addresses, and without single wrong tries
// and unknown addresses, which would hide the rest.
std::vector<StoredEvent> list_organisation_events(Database& database, model::OrganisationId organisation,
                                                  std::size_t limit);

// Those whose content names this reference, since `since`; the oldest first. Without network addresses.
std::vector<StoredEvent> list_reference_events(Database& database, model::OrganisationId organisation,
                                               std::string_view reference, Time since, std::size_t limit);

// For the operator; the newest first. `kind` "" : all; `organisation` nullopt: all.
std::vector<StoredEvent> list_events(Database& database, std::string_view kind,
                                     std::optional<model::OrganisationId> organisation, std::size_t limit);

}  // namespace certportal::store
