// The steps of a handover, each with its mails and its one audit event, in the caller's transaction; for pages,
// operator and jobs alike. Every transition is one conditional update, whose row count decides. An overdue handover
// that is met on the way is expired (or blocked) there and then, with mails and event: an Error returned from the
// transaction's body is therefore committed like a success. That event's actor is "jobs", whoever met it: only time
// brought it about.
//
// Lock order: account, organisation, handover.
// Errors common to all: conflict as by model::state_conflict().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/handovers.h"

namespace certportal::store {

struct HandoverStart {
  model::OrganisationId organisation;
  Account contact;              // as it was when the current password, and the code, were compared
  std::string successor_email;  // normalised
  std::string token_hash;
  std::string sealed_token;  // of the mail link
  std::string session_password_hash;
  bool has_limits = true;
};

// Errors that callers tell apart.
inline constexpr char kCurrentPasswordWrong[] = "CURRENT_PASSWORD_WRONG";
inline constexpr char kSuccessorUnregistered[] = "SUCCESSOR_UNREGISTERED";

// Mails: handover_started, handover_offered. Errors: not_found (the organisation is not this contact's); invalid
// CURRENT_PASSWORD_WRONG (changed meanwhile), SUCCESSOR_IS_CONTACT (the contact's own address), SUCCESSOR_UNREGISTERED
// (no account, or a locked one); conflict HANDOVER_OPEN (value REFERENCE); rate_limited (value SECONDS)
// HANDOVERS_OF_ORGANISATION (5 a day), HANDOVERS_TO_SUCCESSOR (3 a day).
Result<Handover> start_handover(Transaction& transaction, const HandoverStart& start, const Actor& actor, Time now);

// By the mail's token, when `token_hash` is given: then also conflict: it was replaced. Mail: handover_accepted.
Result<void> accept_handover(Transaction& transaction, model::HandoverId id,
                             const std::optional<std::string>& token_hash, const Actor& actor, Time now);

// Likewise, by token only while it is offered: one that has accepted is used. Mail: handover_declined.
Result<void> decline_handover(Transaction& transaction, model::HandoverId id,
                              const std::optional<std::string>& token_hash, const Actor& actor, Time now);

// Mail: handover_withdrawn, to the successor; to both unless the contact did it.
Result<void> withdraw_handover(Transaction& transaction, model::HandoverId id, model::WithdrawReason reason,
                               const Actor& actor, Time now);

// All open ones that the account is a party of; with `only_as_contact` those it hands over. Precondition: the account's
// row is locked by this transaction.
void withdraw_handovers_of(Transaction& transaction, model::AccountId account, bool only_as_contact,
                           model::WithdrawReason reason, const Actor& actor, Time now);
// The organisation's open one, if there is one. Precondition: lock_organisation().
void withdraw_handover_of(Transaction& transaction, model::OrganisationId organisation, model::WithdrawReason reason,
                          const Actor& actor, Time now);

// A new token, the old one void; mail: handover_offered. Error: conflict HANDOVER_RESENT_ENOUGH.
Result<void> resend_offer(Transaction& transaction, model::HandoverId id, std::string_view token_hash,
                          std::string_view sealed_token, const Actor& actor, Time now);

// A new session password, the old one void; mail: handover_password_renewed. Tries go on counting.
// Error: invalid CURRENT_PASSWORD_WRONG if the contact's own password was changed meanwhile.
Result<void> renew_session_password(Transaction& transaction, model::HandoverId id, const Account& contact,
                                    std::string_view session_password_hash, const Actor& actor, Time now);

// A try that was counted, and what the typed session password is compared with.
struct TakenTry {
  Handover handover;
  std::string session_password_hash;
};

// Counts a try before it is made, so that one whose answer is lost counts too. Error: conflict also
// HANDOVER_TRIES_TAKEN: five are taken, one is still under way.
Result<TakenTry> take_session_password_try(Transaction& transaction, model::HandoverId id, Time now);

// A try that was taken was wrong; the fifth blocks (mail handover_blocked to both). The answer is how many
// are left, 0 if it is blocked or was the last. An audit event handover_session_password_wrong for each but the
// blocking one.
Result<unsigned> count_wrong_try(Transaction& transaction, model::HandoverId id, const Actor& actor, Time now);

// The organisation is the successor's from this commit on. `taken` is what the try answered: a session password renewed
// meanwhile makes it a wrong one (error SESSION_PASSWORD_WRONG, invalid; call count_wrong_try then). Mail:
// handover_completed to both, to the successor with what ends within 60 days.
Result<void> complete_handover(Transaction& transaction, const TakenTry& taken, const Actor& actor, Time now);

// Expires or blocks it if it is due. False: it was not due any more.
bool end_due_handover(Transaction& transaction, model::HandoverId id, Time now);

// The operator's way (rule 11), when the contact is gone: mails organisation_contact_set to both, withdraws an open
// handover. Errors: not_found; invalid CONTACT_UNREGISTERED (text in log), conflict if it is the contact already.
Result<void> set_technical_contact(Transaction& transaction, model::OrganisationId organisation, std::string_view email,
                                   std::string_view reason, const Actor& actor, Time now);

}  // namespace certportal::store
