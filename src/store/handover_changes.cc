// The steps between start and completion: see handover_start.cc and handover_completion.cc. Each decides by the row
// count of one conditional update; what was read before it only words mails and answers.
#include "store/handover_changes.h"

#include "store/handover_rows.h"
#include "store/handover_steps.h"

namespace certportal::store {
namespace {

using model::HandoverSide;
using model::HandoverState;

Error no_such_handover() { return {Code::not_found, "NOT_FOUND", "no such handover"}; }

// The handover at `now`, if this may be done in its state.
Result<Handover> meet_for(Transaction& transaction, model::HandoverId id, HandoverSide side,
                          model::HandoverAction action, Time now) {
  auto handover = meet_handover(transaction, id, now);
  if (!handover) return no_such_handover();
  if (auto possible = model::check_action(side, action, handover->state); !possible) return possible.error();
  return *handover;
}

// One step that a mail to the contact and an event tell of.
void tell_contact(Transaction& transaction, const Handover& handover, const model::MailKind& kind,
                  std::string_view event, const Actor& actor, Time now) {
  queue_handover_mail(transaction, handover, {kind, HandoverSide::contact}, now);
  add_event(transaction, handover_event(handover, std::string(event), actor), now);
}

void withdraw_by_change(Transaction& transaction, model::HandoverId id, model::WithdrawReason reason,
                        const Actor& actor, Time now) {
  auto handover = meet_handover(transaction, id, now);
  if (handover && model::is_open(handover->state)) withdraw_open(transaction, *handover, reason, actor, now);
}

// What an acceptance finds true of the row in its own update: now and, twice, the token or NULL are bound. `make
// chaos-planted` alone builds the variant without it, in which the checker of test/chaos must find the bug.
#ifdef CERTPORTAL_PLANTED_BUG
#define IS_ACCEPTABLE "/* planted bug */ (? IS NOT NULL OR ? IS NULL OR ? IS NULL)"
#else
#define IS_ACCEPTABLE "state = 'offered' AND expires_at > ? AND (? IS NULL OR token_hash = ?)"
#endif

}  // namespace

Result<void> accept_handover(Transaction& transaction, model::HandoverId id,
                             const std::optional<std::string>& token_hash, const Actor& actor, Time now) {
  auto handover = meet_for(transaction, id, HandoverSide::successor, model::HandoverAction::accept, now);
  if (!handover) return handover.error();
  if (transaction.run("UPDATE [handover] SET state = 'accepted', accepted_at = ? WHERE id = ? AND " IS_ACCEPTABLE,
                      {now, id.value, now, token_hash, token_hash}) != 1)
    return conflict_of(transaction, id);
  tell_contact(transaction, *handover, model::kHandoverAccepted, "handover_accepted", actor, now);
  return {};
}

Result<void> decline_handover(Transaction& transaction, model::HandoverId id,
                              const std::optional<std::string>& token_hash, const Actor& actor, Time now) {
  auto handover = meet_for(transaction, id, HandoverSide::successor, model::HandoverAction::decline, now);
  if (!handover) return handover.error();
  // A token that has accepted is used.
  if (transaction.run(END_HANDOVER "expires_at > ? AND (? IS NULL AND " IS_OPEN
                                   " OR token_hash = ? AND state = 'offered')",
                      {"declined", "", handover->organisation_name, now, id.value, now, token_hash, token_hash}) != 1)
    return conflict_of(transaction, id);
  tell_contact(transaction, *handover, model::kHandoverDeclined, "handover_declined", actor, now);
  return {};
}

Result<void> withdraw_handover(Transaction& transaction, model::HandoverId id, model::WithdrawReason reason,
                               const Actor& actor, Time now) {
  auto handover = meet_for(transaction, id, HandoverSide::contact, model::HandoverAction::withdraw, now);
  if (!handover) return handover.error();
  if (!withdraw_open(transaction, *handover, reason, actor, now)) return conflict_of(transaction, id);
  return {};
}

void withdraw_handovers_of(Transaction& transaction, model::AccountId account, bool only_as_contact,
                           model::WithdrawReason reason, const Actor& actor, Time now) {
  auto ids = all_handover_ids(
      transaction.read("SELECT id FROM [handover] WHERE contact_id = ? AND " IS_OPEN, {account.value}));
  if (!only_as_contact) {
    auto offered = all_handover_ids(
        transaction.read("SELECT id FROM [handover] WHERE successor_id = ? AND " IS_OPEN, {account.value}));
    ids.insert(ids.end(), offered.begin(), offered.end());
  }
  for (model::HandoverId id : ids) withdraw_by_change(transaction, id, reason, actor, now);
}

void withdraw_handover_of(Transaction& transaction, model::OrganisationId organisation, model::WithdrawReason reason,
                          const Actor& actor, Time now) {
  for (model::HandoverId id : all_handover_ids(
           transaction.read("SELECT id FROM [handover] WHERE open_organisation_id = ?", {organisation.value})))
    withdraw_by_change(transaction, id, reason, actor, now);
}

Result<void> resend_offer(Transaction& transaction, model::HandoverId id, std::string_view token_hash,
                          std::string_view sealed_token, const Actor& actor, Time now) {
  auto handover = meet_for(transaction, id, HandoverSide::contact, model::HandoverAction::resend, now);
  if (!handover) return handover.error();
  if (transaction.run("UPDATE [handover] SET token_hash = ?, resends = resends + 1 WHERE id = ? AND state = 'offered' "
                      "AND resends < ? AND expires_at > ?",
                      {token_hash, id.value, model::kOfferResends, now}) != 1) {
    auto present = read_handover(transaction, id);
    if (present && present->state == HandoverState::offered)
      return Error{Code::conflict, "HANDOVER_RESENT_ENOUGH", "the offer was sent again three times already"};
    return conflict_of(transaction, id);
  }
  queue_handover_mail(transaction, *handover,
                      {model::kHandoverOffered, HandoverSide::successor, {{"RESENT", "1"}}, std::string(sealed_token)},
                      now);
  add_event(transaction, handover_event(*handover, "handover_resent", actor), now);
  return {};
}

Result<void> renew_session_password(Transaction& transaction, model::HandoverId id, const Account& contact,
                                    std::string_view session_password_hash, const Actor& actor, Time now) {
  auto party = read_handover(transaction, id);
  if (!party || party->contact.id != contact.id) return no_such_handover();
  if (!take_unchanged_account(transaction, contact))
    return Error{Code::invalid, kCurrentPasswordWrong, "the password was changed meanwhile"};
  auto handover = meet_for(transaction, id, HandoverSide::contact, model::HandoverAction::renew_password, now);
  if (!handover) return handover.error();
  if (transaction.run("UPDATE [handover] SET session_password_hash = ? WHERE id = ? AND " IS_OPEN " AND expires_at > ?",
                      {session_password_hash, id.value, now}) != 1)
    return conflict_of(transaction, id);
  tell_contact(transaction, *handover, model::kHandoverPasswordRenewed, "handover_password_renewed", actor, now);
  return {};
}

bool end_due_handover(Transaction& transaction, model::HandoverId id, Time now) {
  auto handover = read_handover(transaction, id);
  return handover && end_if_due(transaction, *handover, now);
}

}  // namespace certportal::store
