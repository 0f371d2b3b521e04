// What a seal of the audit chain is computed from. Pure functions; the chain itself: store/audit_chain.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace certportal::model {

inline constexpr std::size_t kShortestAuditKey = 16;  // bytes

// An event as its row holds it.
struct AuditFacts {
  std::uint64_t id = 0;
  Time happened_at;
  std::string kind;
  std::optional<std::uint64_t> organisation;
  // Personal data: in the chain by its digest only.
  std::string actor;
  std::optional<std::uint64_t> actor_account;
  std::string client;
  std::optional<std::uint64_t> account;
  std::string content;
};

// The MAC that the first seal of a chain follows.
std::string first_audit_mac();

// Of the event's personal data, 32 bytes. Keyed, since a plain hash of an address could be guessed after its removal;
// with the event's id, so that equal data of two events cannot be told from their digests.
std::string audit_digest(std::string_view key, const AuditFacts& event);

// Of what is left of the event's personal data once some was removed, beside the digest of what there was; 32 bytes.
std::string audit_remainder(std::string_view key, const AuditFacts& left, std::string_view digest);

// The seal of `event` at `position`, behind the seal with the MAC `previous`; 32 bytes.
std::string audit_mac(std::string_view key, std::string_view previous, std::uint64_t position, const AuditFacts& event,
                      std::string_view digest);

}  // namespace certportal::model
