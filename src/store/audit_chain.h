// Audit events sealed into a keyed chain (HMAC-SHA-256). Personal data stands in the event, beside the chain, which
// holds only its keyed digest. What retention removes of it: store/audit_retention.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/database.h"

namespace certportal::store {

// The end of the chain at some time. Whoever keeps one elsewhere can tell later whether the chain was made anew since.
struct ChainHead {
  std::uint64_t position = 0;  // 0: nothing is sealed
  std::string mac;             // 32 raw bytes
};
std::string to_text(const ChainHead& head);  // "17:" and the MAC's 64 hex digits

struct SealPass {
  unsigned sealed = 0;
  ChainHead head;
};

// Seals up to `limit` events, the oldest ids first. Any number of jobs may call it at once: one goes on, the others
// seal nothing. `key`: at least 16 bytes. Throws Broken and seals nothing if the chain does not hold `seen`, a former
// head.
SealPass seal_events(Database& database, std::string_view key, std::size_t limit, const std::optional<ChainHead>& seen);

// What a walk along the whole chain found; `problems` in English, at most 20 of them.
struct ChainReport {
  std::uint64_t sealed = 0;
  std::uint64_t unsealed = 0;  // the tail that is not sealed yet
  ChainHead head;
  std::optional<ChainHead> held;  // the former head that was asked for, if the chain holds it
  std::vector<std::string> problems;
  std::uint64_t reduced = 0;  // sealed events of which retention has removed personal data
};
ChainReport verify_chain(Database& database, std::string_view key, const std::optional<ChainHead>& former);

// When the oldest event of the unsealed tail happened; nullopt: all are sealed.
std::optional<Time> oldest_unsealed(Database& database);

}  // namespace certportal::store
