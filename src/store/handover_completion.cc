// The session password's tries, and what the right one brings about. A try is counted twice: taken before the
// comparison, in a transaction of its own, so that one whose answer is lost counts; wrong after it, so that wrong ones
// alone block.
#include "base/broken.h"
#include "store/handover_changes.h"
#include "store/handover_rows.h"
#include "store/handover_steps.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

using model::HandoverSide;
using model::HandoverState;

constexpr Seconds kEndsSoon = std::chrono::hours(24 * 60);
constexpr std::size_t kListedCertificates = 20;

// FORCE INDEX: a walk along the next ends, not a scan of all of a large organisation's rows.
#define FROM_ENDING_SOON                                                                                          \
  "FROM [certificate] FORCE INDEX (PRIMARY) WHERE organisation_id = ? AND not_after >= ? AND not_after <= ? AND " \
  "revoked_at IS NULL AND revocation_asked_at IS NULL AND replaced_by IS NULL"

void add_ending_soon(Transaction& transaction, model::OrganisationId organisation, Time now, HandoverMail& mail) {
  Rows rows = transaction.read("SELECT number, name, not_after " FROM_ENDING_SOON " ORDER BY not_after, number LIMIT ?",
                               {organisation.value, now, now + kEndsSoon, kListedCertificates});
  while (rows.next())
    mail.rows.push_back(
        {{"NUMBER", model::to_text(model::CertificateNumber{static_cast<std::uint64_t>(rows.number(1))})},
         {"CERTIFICATE_NAME", rows.text(2)},
         {"ENDS_ON", rows.text(3)}});
  if (mail.rows.size() < kListedCertificates) return;
  Rows count = transaction.read("SELECT COUNT(*) " FROM_ENDING_SOON, {organisation.value, now, now + kEndsSoon});
  if (!count.next()) return;
  std::size_t more = static_cast<std::size_t>(count.number(1)) - mail.rows.size();
  if (more > 0) mail.values["MORE"] = std::to_string(more);
}

void tell_completed(Transaction& transaction, const Handover& handover, const HandoverLoad& load, const Actor& actor,
                    Time now) {
  HandoverMail mail{model::kHandoverCompleted,
                    HandoverSide::contact,
                    {{"SUCCESSOR_NAME", handover.successor.name},
                     {"COMPLETED_AT", to_sql(now)},
                     {"CERTIFICATES", std::to_string(load.certificates)},
                     {"OPEN_ORDERS", std::to_string(load.open_orders)}}};
  queue_handover_mail(transaction, handover, mail, now);
  mail.side = HandoverSide::successor;
  add_ending_soon(transaction, handover.organisation, now, mail);
  queue_handover_mail(transaction, handover, mail, now);
  Event event = handover_event(handover, "handover_completed", actor);
  event.content["certificates"] = std::to_string(load.certificates);
  event.content["open_orders"] = std::to_string(load.open_orders);
  add_event(transaction, event, now);
}

// The accounts in the order of their ids, then the organisation, until the end of the transaction; without an answer
// the handover cannot go on. The contact's row is locked by what is kept of them (former_contact), in any case.
bool lock_all(Transaction& transaction, const Handover& handover) {
  Rows accounts = transaction.read("SELECT id, locked_at FROM [account] WHERE id IN (?, ?) ORDER BY id FOR UPDATE",
                                   {handover.contact.id.value, handover.successor.id.value});
  bool is_usable = false;
  while (accounts.next())
    if (static_cast<std::uint64_t>(accounts.number(1)) == handover.successor.id.value) is_usable = accounts.is_null(2);
  auto organisation = lock_organisation(transaction, handover.organisation);
  return is_usable && organisation && organisation->contact.id == handover.contact.id;
}

// Why the conditional update of a completion found no row.
Error why_not_completed(Transaction& transaction, const TakenTry& taken) {
  bool was_renewed =
      transaction
          .read("SELECT 1 FROM [handover] WHERE id = ? AND state = 'accepted' AND session_password_hash <> ?",
                {taken.handover.id.value, taken.session_password_hash})
          .next();
  if (was_renewed) return {Code::invalid, "SESSION_PASSWORD_WRONG", "the session password was renewed meanwhile"};
  return conflict_of(transaction, taken.handover.id);
}

std::optional<TakenTry> read_taken(Transaction& transaction, model::HandoverId id) {
  auto handover = read_handover(transaction, id);
  Rows rows = transaction.read("SELECT session_password_hash FROM [handover] WHERE id = ?", {id.value});
  if (!handover || !rows.next()) return std::nullopt;
  return TakenTry{std::move(*handover), rows.text(1)};
}

}  // namespace

Result<TakenTry> take_session_password_try(Transaction& transaction, model::HandoverId id, Time now) {
  auto handover = meet_handover(transaction, id, now);
  if (!handover) return Error{Code::not_found, "NOT_FOUND", "no such handover"};
  if (transaction.run(
          "UPDATE [handover] SET tries = tries + 1, last_try_at = ? WHERE id = ? AND state = 'accepted' AND "
          "tries < ? AND expires_at > ?",
          {now, id.value, model::kSessionPasswordTries, now}) == 1) {
    if (auto taken = read_taken(transaction, id)) return std::move(*taken);
  }
  handover = read_handover(transaction, id);
  if (handover && handover->state == HandoverState::accepted)
    return Error{Code::conflict, "HANDOVER_TRIES_TAKEN", "five tries are taken, one is under way"};
  return conflict_of(transaction, id);
}

Result<unsigned> count_wrong_try(Transaction& transaction, model::HandoverId id, const Actor& actor, Time now) {
  auto handover = meet_handover(transaction, id, now);
  if (!handover || transaction.run("UPDATE [handover] SET wrong_tries = wrong_tries + 1 WHERE id = ? AND state = "
                                   "'accepted' AND wrong_tries < tries AND expires_at > ?",
                                   {id.value, now}) != 1)
    return conflict_of(transaction, id);
  if (block_if_spent(transaction, *handover, actor, now)) return 0u;
  add_event(transaction, handover_event(*handover, "handover_session_password_wrong", actor), now);
  auto present = read_handover(transaction, id);
  return present ? model::kSessionPasswordTries - present->tries : 0u;
}

Result<void> complete_handover(Transaction& transaction, const TakenTry& taken, const Actor& actor, Time now) {
  const Handover& before = taken.handover;
  bool can_go_on = lock_all(transaction, before);
  auto handover = meet_handover(transaction, before.id, now);
  if (!handover || handover->state != HandoverState::accepted) return conflict_of(transaction, before.id);
  // Whatever locks the account or sets the contact withdraws the handover in the same transaction (rule 8).
  if (!can_go_on) throw Broken("open " + model::to_text(before.id) + " with a locked successor or a former contact");
  std::uint64_t organisation = before.organisation.value;
  HandoverLoad load = first_load(transaction.read(SELECT_LOAD, {organisation, organisation}));
  if (transaction.run(
          "UPDATE [handover] SET state = 'completed', ended_at = ?, organisation_name = ?, certificates = ?, "
          "open_orders = ? WHERE id = ? AND state = 'accepted' AND session_password_hash = ? AND expires_at "
          "> ?",
          {now, handover->organisation_name, load.certificates, load.open_orders, before.id.value,
           taken.session_password_hash, now}) != 1)
    return why_not_completed(transaction, taken);
  give_organisation(transaction, before.organisation, before.contact.id, before.successor.id, now);
  tell_completed(transaction, *handover, load, actor, now);
  return {};
}

}  // namespace certportal::store
