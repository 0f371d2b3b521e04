// What the steps of a handover share: meeting a row, ending it, its mails and events. For the files of store/ that
// change handovers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/mail_kind.h"
#include "store/audit.h"
#include "store/handovers.h"
#include "store/outbox.h"

namespace certportal::store {

std::optional<Handover> read_handover(Transaction& transaction, model::HandoverId id);

// Expired, or blocked by a lost try, with mails and event, if that is due. False: it was not due any more.
bool end_if_due(Transaction& transaction, const Handover& handover, Time now);

// As it stands after whatever is due at `now` was done. nullopt:
// there is none of this id. Nothing is locked: the conditional update that follows decides.
std::optional<Handover> meet_handover(Transaction& transaction, model::HandoverId id, Time now);

// Why a conditional update found no row: how the handover stands now, as an error.
Error conflict_of(Transaction& transaction, model::HandoverId id);

// One mail about it, to one side, with the values that all have (view/mail.h).
struct HandoverMail {
  const model::MailKind& kind;
  model::HandoverSide side;
  std::map<std::string, std::string> values = {};
  std::string sealed_token = {};
  std::vector<std::map<std::string, std::string>> rows = {};
};
void queue_handover_mail(Transaction& transaction, const Handover& handover, const HandoverMail& mail, Time now);
void queue_handover_mails(Transaction& transaction, const Handover& handover, const model::MailKind& kind, Time now);

// With organisation, reference and both addresses filled in; the account is the party that did not do it, the contact
// where neither did (jobs, the operator) or nobody was signed in.
Event handover_event(const Handover& handover, std::string kind, const Actor& actor);

// After each wrong session password: blocked by the fifth, with mails and event. False: it was not the fifth yet, or
// the handover was ended before.
bool block_if_spent(Transaction& transaction, const Handover& handover, const Actor& actor, Time now);

// Withdrawn, with mails and event. False: it was ended before, or is past its end.
bool withdraw_open(Transaction& transaction, const Handover& handover, model::WithdrawReason reason, const Actor& actor,
                   Time now);

}  // namespace certportal::store
