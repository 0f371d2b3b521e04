// Invitations to register, from a technical contact to a successor without an account (handover.md, rule 9).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/accounts.h"
#include "store/audit.h"

namespace certportal::store {

struct Invitation {
  std::string email;  // normalised
  model::OrganisationId organisation;
  std::string token_hash;
  std::string sealed_token;  // of its link "no more of these"
  std::string language;
  bool has_limits = true;
};

// Queues the mail `invitation`, with the event `invitation_sent`. Errors: rate_limited (value SECONDS)
// INVITATIONS_OF_ACCOUNT (3 a day), INVITED_ALREADY (once in 30 days over all accounts; also when the address wants no
// more). Without limits: INVITED_ALREADY only where it wants no more.
Result<void> invite(Transaction& transaction, const Account& inviter, const Invitation& invitation, const Actor& actor,
                    Time now);

// The address that the token was sent to, whether refused already or not; nullopt: unknown.
std::optional<std::string> find_invitation(Database& database, std::string_view token_hash);

// No more invitations to that address, with the event `invitation_refused`. Harmless twice.
void refuse_invitations(Transaction& transaction, std::string_view token_hash, const Actor& actor, Time now);

}  // namespace certportal::store
