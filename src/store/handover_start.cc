// The start of a handover, and the operator's way around one. Both need accounts and organisation as they are until the
// end of the transaction: each is taken by a write, whose row count says whether it still is as it must be.
#include "base/broken.h"
#include "store/handover_changes.h"
#include "store/handover_rows.h"
#include "store/handover_steps.h"
#include "store/limits.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

using model::HandoverSide;

constexpr int kStartsOfOrganisation = 5;  // a day
constexpr int kStartsToSuccessor = 3;     // a day

struct Party {
  model::AccountId id;
  std::string email, name, locale;
  bool is_locked = false;
};

std::optional<Party> first_party(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return Party{
      {static_cast<std::uint64_t>(rows.number(1))}, rows.text(2), rows.text(3), rows.text(4), !rows.is_null(5)};
}

#define SELECT_PARTY "SELECT id, email, name, IF(locale = '', seen_locale, locale), locked_at FROM [account] "

// Both accounts, the smaller id first: two starts in opposite directions would otherwise wait for each other.
struct Taken {
  bool contact = false, successor = false;
};
Taken take_accounts(Transaction& transaction, const HandoverStart& start, const std::optional<Party>& successor) {
  Taken taken;
  bool has_other = successor && successor->id != start.contact.id;
  if (has_other && successor->id < start.contact.id)
    taken.successor = take_account(transaction, successor->id, successor->email);
  taken.contact = take_unchanged_account(transaction, start.contact);
  if (has_other && start.contact.id < successor->id)
    taken.successor = take_account(transaction, successor->id, successor->email);
  return taken;
}

Result<void> check_limit_of_organisation(Transaction& transaction, const HandoverStart& start, Time now) {
  if (!start.has_limits) return {};
  return check_day(transaction.read("SELECT started_at FROM [handover] FORCE INDEX (handover_organisation) WHERE "
                                    "organisation_id = ? AND started_at > ? ORDER BY started_at DESC LIMIT 1 OFFSET ?",
                                    {start.organisation.value, now - kDay, kStartsOfOrganisation - 1}),
                   "HANDOVERS_OF_ORGANISATION", now);
}

// Anybody can found organisations and start handovers of them. Those that have certificates, were made by the operator
// or checked by an officer are therefore counted apart: nobody's junk stands in their way.
#define IS_KNOWN "(k.is_from_portal = 0 OR k.checked_at IS NOT NULL OR k.certificate_count > 0)"

Result<void> check_limit_of_successor(Transaction& transaction, const HandoverStart& start, Time now) {
  if (!start.has_limits) return {};
  return check_day(
      transaction.read("SELECT h.started_at FROM [handover] h FORCE INDEX (handover_successor_email) "
                       "JOIN [organisation] k ON k.id = h.organisation_id "
                       "WHERE h.successor_email = ? AND h.started_at > ? AND " IS_KNOWN " = (SELECT " IS_KNOWN
                       " FROM [organisation] k WHERE k.id = ?) "
                       "ORDER BY h.started_at DESC LIMIT 1 OFFSET ?",
                       {start.successor_email, now - kDay, start.organisation.value, kStartsToSuccessor - 1}),
      "HANDOVERS_TO_SUCCESSOR", now);
}

// The organisation's open handover that stays open at `now`.
std::optional<Handover> meet_open(Transaction& transaction, model::OrganisationId organisation, Time now) {
  Rows rows = transaction.read("SELECT id FROM [handover] WHERE open_organisation_id = ?", {organisation.value});
  if (!rows.next()) return std::nullopt;
  auto handover = meet_handover(transaction, {static_cast<std::uint64_t>(rows.number(1))}, now);
  if (handover && !model::is_open(handover->state)) return std::nullopt;
  return handover;
}

Error already_open(const std::string& reference) {
  return {Code::conflict, "HANDOVER_OPEN", "a handover is under way", {{"REFERENCE", reference}}};
}

Result<void> check_start(Transaction& transaction, const HandoverStart& start, const std::optional<Party>& successor,
                         Time now) {
  Taken taken = take_accounts(transaction, start, successor);
  if (!taken.contact)
    return Error{Code::invalid, kCurrentPasswordWrong, "the password was changed or the account locked meanwhile"};
  if (!take_organisation_of(transaction, start.contact.id, start.organisation))
    return Error{Code::not_found, "NOT_FOUND", "no such organisation of this contact"};
  if (successor && successor->id == start.contact.id)
    return Error{Code::invalid, "SUCCESSOR_IS_CONTACT", "the present contact's own address"};
  if (auto open = meet_open(transaction, start.organisation, now)) return already_open(model::to_text(open->id));
  // Before anything that depends on the address: a full limit must not tell whether it is registered.
  if (auto allowed = check_limit_of_organisation(transaction, start, now); !allowed) return allowed;
  if (!taken.successor) return Error{Code::invalid, kSuccessorUnregistered, "no account of this address to use"};
  return check_limit_of_successor(transaction, start, now);
}

Handover insert_handover(Transaction& transaction, const HandoverStart& start, const Party& successor, Time now) {
  auto contact = first_party(transaction.read(SELECT_PARTY "WHERE id = ?", {start.contact.id.value}));
  // The organisation is taken and has no open one: the unique keys have nothing to refuse.
  if (!contact ||
      !transaction.insert("INSERT INTO [handover] (organisation_id, contact_id, contact_email, contact_name, "
                          "successor_id, successor_email, successor_name, token_hash, session_password_hash, "
                          "started_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          {start.organisation.value, contact->id.value, contact->email, contact->name,
                           successor.id.value, successor.email, successor.name, start.token_hash,
                           start.session_password_hash, now, now + model::kHandoverLasts}))
    throw Broken("handover refused by the database");
  auto handover = read_handover(transaction, {transaction.last_id()});
  if (!handover) throw Broken("handover is gone while it is started");
  return *handover;
}

void queue_contact_set(Transaction& transaction, const Organisation& organisation, const Party& recipient,
                       const char* side, const std::string& successor, std::string_view reason, Time now) {
  Mail mail{std::string(model::kOrganisationContactSet.name), recipient.email, recipient.locale};
  mail.values = {{"NAME", recipient.name},
                 {"SIDE", side},
                 {"ORGANISATION", organisation.details.name},
                 {"ORGANISATION_REFERENCE", model::to_text(organisation.id)},
                 {"REASON_TEXT", std::string(reason)},
                 {"SUCCESSOR_EMAIL", successor}};
  queue_mail(transaction, mail, now);
}

void tell_contact_set(Transaction& transaction, const Organisation& before, const Party& successor,
                      std::string_view reason, const Actor& actor, Time now) {
  auto former = first_party(transaction.read(SELECT_PARTY "WHERE id = ?", {before.contact.id.value}));
  if (former) queue_contact_set(transaction, before, *former, "contact", successor.email, reason, now);
  queue_contact_set(transaction, before, successor, "successor", successor.email, reason, now);
  Event event{"organisation_contact_set", actor, successor.id, before.id};
  event.content = {{"from", before.contact.email}, {"to", successor.email}, {"reason", std::string(reason)}};
  add_event(transaction, event, now);
}

}  // namespace

Result<Handover> start_handover(Transaction& transaction, const HandoverStart& start, const Actor& actor, Time now) {
  auto successor = first_party(transaction.read(SELECT_PARTY "WHERE email = ?", {start.successor_email}));
  if (auto possible = check_start(transaction, start, successor, now); !possible) return possible.error();
  Handover handover = insert_handover(transaction, start, *successor, now);
  HandoverLoad load = first_load(transaction.read(SELECT_LOAD, {start.organisation.value, start.organisation.value}));
  queue_handover_mail(
      transaction, handover,
      {model::kHandoverStarted,
       HandoverSide::contact,
       {{"CERTIFICATES", std::to_string(load.certificates)}, {"OPEN_ORDERS", std::to_string(load.open_orders)}}},
      now);
  queue_handover_mail(transaction, handover, {model::kHandoverOffered, HandoverSide::successor, {}, start.sealed_token},
                      now);
  add_event(transaction, handover_event(handover, "handover_started", actor), now);
  return handover;
}

Result<void> set_technical_contact(Transaction& transaction, model::OrganisationId organisation, std::string_view email,
                                   std::string_view reason, const Actor& actor, Time now) {
  auto successor = first_party(transaction.read(SELECT_PARTY "WHERE email = ?", {email}));
  if (!successor || !take_account(transaction, successor->id, successor->email))
    return Error{Code::invalid, "CONTACT_UNREGISTERED", "there is no account " + std::string(email) + " in use"};
  auto before = lock_organisation(transaction, organisation);
  if (!before) return Error{Code::not_found, "NOT_FOUND", "there is no such organisation"};
  if (before->contact.id == successor->id)
    return Error{Code::conflict, "", std::string(email) + " is the technical contact already"};
  withdraw_handover_of(transaction, organisation, model::WithdrawReason::contact_set, actor, now);
  give_organisation(transaction, organisation, before->contact.id, successor->id, now);
  tell_contact_set(transaction, *before, *successor, reason, actor, now);
  return {};
}

}  // namespace certportal::store
