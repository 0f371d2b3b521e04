// Invitations to register, from a technical contact to a successor without an account (handover.md, rule 9).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/accounts.h"
#include "store/audit.h"

namespace certportal::store {

// Queues the mail `invitation` to `email` (normalised), with the sealed token of its link "no more of these". Errors:
// rate_limited (value SECONDS) INVITATIONS_OF_ACCOUNT (3 a day), INVITED_ALREADY (once in 30 days over all accounts;
// also when the address wants no more). Without limits: INVITED_ALREADY only where it wants no more.
Result<void> invite(Transaction& transaction, const Account& inviter, std::string_view email,
                    std::string_view token_hash, std::string_view sealed_token, std::string_view language,
                    bool has_limits, const Event& who, Time now);

// The address that the token was sent to, whether refused already or not; nullopt: unknown.
std::optional<std::string> find_invitation(Database& database, std::string_view token_hash);

// No more invitations to that address, with the event `invitation_refused` by `who` (actor and client). Harmless twice.
void refuse_invitations(Transaction& transaction, std::string_view token_hash, const Event& who, Time now);

}  // namespace certportal::store
