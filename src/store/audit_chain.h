// Audit events sealed into a keyed chain (HMAC-SHA-256), and the history that a page shows. Personal data stands in the
// event, beside the chain, which holds only its keyed digest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/audit.h"

namespace certportal::store {

struct StoredEvent {
  std::uint64_t id = 0;
  Time happened_at;
  Event event;
  std::optional<std::uint64_t> position;  // in the chain; nullopt: not sealed yet
};

// The newest first. Without personal network addresses, for the organisation's contact.
std::vector<StoredEvent> list_organisation_events(Database& database, model::OrganisationId organisation,
                                                  std::size_t limit);

// For the operator; the newest first. `kind` "" : all; `organisation` nullopt: all.
std::vector<StoredEvent> list_events(Database& database, std::string_view kind,
                                     std::optional<model::OrganisationId> organisation, std::size_t limit);

struct SealPass {
  unsigned sealed = 0;
  std::uint64_t position = 0;  // of the head
  std::string head;            // its MAC, 32 raw bytes
};

// Seals up to `limit` events, the oldest ids first. Any number of jobs may call it at once: one goes on, the others seal
// nothing. `key`: at least 16 bytes.
SealPass seal_events(Database& database, std::string_view key, std::size_t limit);

// What a walk along the whole chain found; `problems` in English, at most 20 of them.
struct ChainReport {
  std::uint64_t sealed = 0;
  std::uint64_t unsealed = 0;  // the tail that is not sealed yet
  std::string head;            // MAC of the head, raw
  std::vector<std::string> problems;
};
ChainReport verify_chain(Database& database, std::string_view key);

// When the oldest event of the unsealed tail happened; nullopt: all are sealed.
std::optional<Time> oldest_unsealed(Database& database);

}  // namespace certportal::store
