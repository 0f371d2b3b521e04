#include "store/handover_steps.h"

#include "base/broken.h"
#include "model/person_name.h"
#include "store/handover_rows.h"

namespace certportal::store {
namespace {

// A mail program makes a link of a name such as "evil.example/login": in a mail that the contact has the portal send to
// the successor something else stands for it.
std::string in_mail(const std::string& name, model::HandoverSide reader, const std::string& instead) {
  return reader == model::HandoverSide::successor && model::looks_like_link(name) ? instead : name;
}

// What only time brings about is nobody's doing, whoever meets it: its event names jobs, which would have done it next.
const Actor kClock{kJobs};

bool expire(Transaction& transaction, const Handover& handover, Time now) {
  if (transaction.run(END_HANDOVER IS_OVERDUE,
                      {"expired", "", handover.organisation_name, now, handover.id.value, now}) != 1)
    return false;
  queue_handover_mails(transaction, handover, model::kHandoverExpired, now);
  add_event(transaction, handover_event(handover, "handover_expired", kClock), now);
  return true;
}

void tell_blocked(Transaction& transaction, const Handover& handover, const Actor& actor, Time now) {
  queue_handover_mails(transaction, handover, model::kHandoverBlocked, now);
  add_event(transaction, handover_event(handover, "handover_blocked", actor), now);
}

bool block_lost_try(Transaction& transaction, const Handover& handover, Time now) {
  if (transaction.run(END_HANDOVER IS_LOST " AND expires_at > ?",
                      {"blocked", "", handover.organisation_name, now, handover.id.value, model::kSessionPasswordTries,
                       now - model::kTryUnderWay, now}) != 1)
    return false;
  tell_blocked(transaction, handover, kClock, now);
  return true;
}

}  // namespace

std::optional<Handover> read_handover(Transaction& transaction, model::HandoverId id) {
  return first_handover(transaction.read(SELECT_HANDOVER FROM_HANDOVER "WHERE h.id = ?", {id.value}));
}

bool end_if_due(Transaction& transaction, const Handover& handover, Time now) {
  model::HandoverState state = state_at(handover, now);
  if (state == handover.state) return false;
  if (state == model::HandoverState::expired) return expire(transaction, handover, now);
  return block_lost_try(transaction, handover, now);
}

std::optional<Handover> meet_handover(Transaction& transaction, model::HandoverId id, Time now) {
  auto handover = read_handover(transaction, id);
  if (!handover || state_at(*handover, now) == handover->state) return handover;
  end_if_due(transaction, *handover, now);
  return read_handover(transaction, id);
}

Error conflict_of(Transaction& transaction, model::HandoverId id) {
  auto handover = read_handover(transaction, id);
  if (!handover) throw Broken("handover is gone: " + model::to_text(id));
  return model::state_conflict(handover->state);
}

void queue_handover_mail(Transaction& transaction, const Handover& handover, const HandoverMail& mail, Time now) {
  const HandoverParty& recipient = mail.side == model::HandoverSide::contact ? handover.contact : handover.successor;
  Mail queued{std::string(mail.kind.name), recipient.email, recipient.locale, mail.values,
              mail.sealed_token,           mail.rows};
  queued.values.insert(
      {{"NAME", recipient.name},
       {"SIDE", std::string(model::name(mail.side))},
       {"REFERENCE", model::to_text(handover.id)},
       {"ORGANISATION", in_mail(handover.organisation_name, mail.side, model::to_text(handover.organisation))},
       {"ORGANISATION_REFERENCE", model::to_text(handover.organisation)},
       {"CONTACT_NAME", in_mail(handover.contact.name, mail.side, handover.contact.email)},
       {"CONTACT_EMAIL", handover.contact.email},
       {"SUCCESSOR_EMAIL", handover.successor.email},
       {"STARTED_AT", to_sql(handover.started_at)},
       {"EXPIRES_AT", to_sql(handover.expires_at)}});
  queue_mail(transaction, queued, now);
}

void queue_handover_mails(Transaction& transaction, const Handover& handover, const model::MailKind& kind, Time now) {
  queue_handover_mail(transaction, handover, {kind, model::HandoverSide::contact}, now);
  queue_handover_mail(transaction, handover, {kind, model::HandoverSide::successor}, now);
}

Event handover_event(const Handover& handover, std::string kind, const Actor& actor) {
  Event event{std::move(kind), actor};
  bool by_contact = actor.account && *actor.account == handover.contact.id;
  event.account = by_contact ? handover.successor.id : handover.contact.id;
  event.organisation = handover.organisation;
  event.content = {{"reference", model::to_text(handover.id)},
                   {"contact", handover.contact.email},
                   {"successor", handover.successor.email}};
  return event;
}

bool block_if_spent(Transaction& transaction, const Handover& handover, const Actor& actor, Time now) {
  if (transaction.run(
          END_HANDOVER "state = 'accepted' AND wrong_tries >= ? AND expires_at > ?",
          {"blocked", "", handover.organisation_name, now, handover.id.value, model::kSessionPasswordTries, now}) != 1)
    return false;
  tell_blocked(transaction, handover, actor, now);
  return true;
}

bool withdraw_open(Transaction& transaction, const Handover& handover, model::WithdrawReason reason, const Actor& actor,
                   Time now) {
  if (transaction.run(END_HANDOVER IS_OPEN " AND expires_at > ?",
                      {"withdrawn", model::name(reason), handover.organisation_name, now, handover.id.value, now}) != 1)
    return false;
  HandoverMail mail{
      model::kHandoverWithdrawn, model::HandoverSide::successor, {{"REASON", std::string(model::name(reason))}}};
  queue_handover_mail(transaction, handover, mail, now);
  mail.side = model::HandoverSide::contact;
  if (reason != model::WithdrawReason::contact) queue_handover_mail(transaction, handover, mail, now);
  Event event = handover_event(handover, "handover_withdrawn", actor);
  event.content["reason"] = model::name(reason);
  add_event(transaction, event, now);
  return true;
}

}  // namespace certportal::store
