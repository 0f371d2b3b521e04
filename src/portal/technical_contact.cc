#include "portal/technical_contact.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/organisations.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/sealed_box.h"
#include "secret/session_password.h"
#include "secret/token.h"
#include "store/audit_chain.h"
#include "store/handover_changes.h"
#include "store/invitations.h"
#include "store/throttles.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

using store::Handover;
using store::Organisation;
using store::Transaction;

constexpr std::size_t kHistoryRows = 50;

// Both forms have to tell whether an address is registered: ten answers a day (UTC) each. Counted apart, for an invitation
// asks for no password, and must not use up what a start needs.
constexpr Seconds kDay = std::chrono::hours(24);
constexpr model::ThrottlePolicy kAddressThrottle{9, kDay, kDay, kDay};
constexpr std::string_view kStart = "start", kInvite = "invite";

std::string address_counter(const Visit& visit, std::string_view form) {
  return std::string(form) + " " + to_iso(visit.now).substr(0, 10) + " account " + visit.account().email;
}

// Counted before the answer is known, and for any address once the day's are used up: a refusal must not tell either.
Result<void> take_address(Visit& visit, Transaction& transaction, std::string_view form) {
  if (!visit.portal.config.flag("limits")) return {};
  if (store::take_try(transaction, address_counter(visit, form), kAddressThrottle, visit.now) == Seconds{0}) return {};
  Seconds wait = std::chrono::ceil<std::chrono::days>(visit.now) - visit.now;
  return Error{Code::rate_limited, "TOO_MANY_TRIES", "unknown addresses", {{"SECONDS", std::to_string(wait.count())}}};
}

void give_back_address(Visit& visit, Transaction& transaction, std::string_view form) {
  if (visit.portal.config.flag("limits")) store::give_back_try(transaction, address_counter(visit, form));
}

// What is made anew for each handover, hashed before its transaction begins.
struct Secrets {
  std::string token = secret::new_token();
  std::string session_password = secret::new_session_password();
  std::string session_password_hash = secret::hash_password(session_password);
};

store::HandoverStart make_start(const Visit& visit, const Organisation& organisation, const store::Account& contact,
                                const std::string& email, const Secrets& secrets) {
  store::HandoverStart start;
  start.organisation = organisation.id;
  start.contact = contact.id;
  start.contact_password_hash = contact.password_hash;
  start.successor_email = email;
  start.token_hash = secret::token_hash(secrets.token);
  start.sealed_token = secret::seal(visit.portal.seal_public_key, secrets.token);
  start.session_password_hash = secrets.session_password_hash;
  start.has_limits = visit.portal.config.flag("limits");
  return start;
}

void add_unknown_event(Visit& visit, Transaction& transaction, const store::HandoverStart& start) {
  store::Event event = event_of(visit, "handover_address_unknown");
  event.organisation = start.organisation;
  event.content = {{"email", start.successor_email}};
  store::add_event(transaction, event, visit.now);
}

Result<Handover> start_counted(Visit& visit, Transaction& transaction, const store::HandoverStart& start) {
  if (auto counted = take_address(visit, transaction, kStart); !counted) return counted.error();
  auto started = store::start_handover(transaction, start, actor_of(visit), visit.now);
  bool is_unknown = !started && started.error().message == store::kSuccessorUnregistered;
  if (is_unknown) add_unknown_event(visit, transaction, start);
  // A full limit of the successor's tells as much as an unknown address.
  if (!is_unknown && (started || started.error().code != Code::rate_limited))
    give_back_address(visit, transaction, kStart);
  return started;
}

Result<Handover> start_handover(Visit& visit, const store::HandoverStart& start) {
  return visit.database().transact([&](Transaction& transaction) {
    auto started = start_counted(visit, transaction, start);
    if (started || started.error().message != store::kCurrentPasswordWrong)
      give_back_password_try(visit, transaction, "password", visit.account().email);
    return started;
  });
}

http::Response refused_section(Visit& visit, const Organisation& organisation, const view::FormState& form,
                               const Error& error, const std::string& invite_email = "") {
  view::OrganisationPage content = make_own_organisation_page(visit, organisation, form);
  content.contact.invite_email = invite_email;
  http::Response response = page(visit, content, status_of(error.code));
  set_retry_after(response, error);
  return response;
}

// The form's one address is the successor's.
Result<model::EmailAddress> read_successor(const Visit& visit) {
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (!email && email.error().message == "EMAIL_MISSING")
    return Error{Code::invalid, "SUCCESSOR_MISSING", email.error().log};
  return email;
}

http::Response refused_field(Visit& visit, const Organisation& organisation, view::FormState form, const char* field,
                             const Error& error) {
  form.add(field, error);
  return refused_section(visit, organisation, form, error);
}

// What start_handover() refused: at the field that it is about, or as a page of its own.
Result<http::Response> refused_start(Visit& visit, const Organisation& organisation, view::FormState form,
                                     const std::string& email, const Error& error) {
  if (error.code == Code::not_found || error.code == Code::conflict) return error;
  if (error.code == Code::rate_limited) return refused_field(visit, organisation, form, "", error);
  bool is_password = error.message == store::kCurrentPasswordWrong;
  form.add(is_password ? "current_password" : "email", error);
  return refused_section(visit, organisation, form, error, error.message == store::kSuccessorUnregistered ? email : "");
}

// An account is what counts, as in the start of a handover: a locked one is none.
bool is_registered(Visit& visit, const std::string& email) {
  auto account = store::find_account(visit.database(), email);
  return account && !account->is_locked;
}

Result<void> invite(Visit& visit, const Organisation& organisation, const std::string& email) {
  bool is_known = is_registered(visit, email);
  std::string token = secret::new_token();
  store::Invitation invitation{email,
                               organisation.id,
                               secret::token_hash(token),
                               secret::seal(visit.portal.seal_public_key, token),
                               visit.language,
                               visit.portal.config.flag("limits")};
  return visit.database().transact([&](Transaction& transaction) -> Result<void> {
    if (auto counted = take_address(visit, transaction, kInvite); !counted) return counted;
    if (is_known) return Error{Code::invalid, "INVITATION_REGISTERED", "the address has an account"};
    auto invited = store::invite(transaction, visit.account(), invitation, actor_of(visit), visit.now);
    if (invited) give_back_address(visit, transaction, kInvite);
    return invited;
  });
}

// Operators write in their own names, which say nothing to a contact.
std::string shown_actor(const std::string& actor) {
  return actor.find('@') == std::string::npos ? "" : model::EmailAddress::from_stored(actor).display();
}

std::vector<view::HistoryRow> make_history(Visit& visit, model::OrganisationId organisation) {
  std::vector<view::HistoryRow> history;
  for (const auto& stored : store::list_organisation_events(visit.database(), organisation, kHistoryRows)) {
    auto reference = stored.event.content.find("reference");
    history.push_back({stored.happened_at, stored.event.kind, shown_actor(stored.event.actor.name),
                       reference == stored.event.content.end() ? "" : reference->second,
                       stored.event.actor.name == store::kJobs});
  }
  return history;
}

}  // namespace

view::OrganisationPage make_own_organisation_page(Visit& visit, const Organisation& organisation,
                                                  const view::FormState& form) {
  view::OrganisationPage content = make_organisation_page(visit, organisation);
  store::HandoverLoad load = store::count_load(visit.database(), organisation.id);
  content.contact.form = form;
  content.contact.certificates = load.certificates;
  content.contact.open_orders = load.open_orders;
  if (auto open = store::find_open_handover(visit.database(), organisation.id, visit.now)) {
    content.contact.open = make_handover_facts(*open, model::HandoverSide::contact, visit.now);
    add_load(*content.contact.open, load);
  }
  content.history = make_history(visit, organisation.id);
  return content;
}

Result<http::Response> post_technical_contact(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  view::FormState form = sent_form(visit);
  auto email = read_successor(visit);
  if (!email) {
    form.add("email", email.error());
    if (visit.field("current_password").empty())
      form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
    return refused_section(visit, *organisation, form, email.error());
  }
  auto contact = check_current_password(visit, form);
  if (!contact) return refused_field(visit, *organisation, form, "", contact.error());
  if (!*contact) return refused_section(visit, *organisation, form, {Code::invalid, "", ""});
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_field(visit, *organisation, form, "", slot.error());
  store::HandoverLoad load = store::count_load(visit.database(), organisation->id);
  Secrets secrets;
  // From its commit on nothing may fail that the answer needs: the session password is shown by no other one.
  auto started = start_handover(visit, make_start(visit, *organisation, **contact, email->address(), secrets));
  if (!started) return refused_start(visit, *organisation, form, email->address(), started.error());
  view::HandoverFacts facts = make_handover_facts(*started, model::HandoverSide::contact, visit.now);
  add_load(facts, load);
  return page(visit, view::SessionPasswordPage{facts, secret::show_session_password(secrets.session_password), false});
}

Result<http::Response> post_invite(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  view::FormState form = sent_form(visit);
  auto email = read_successor(visit);
  if (!email) return refused_field(visit, *organisation, form, "email", email.error());
  if (auto invited = invite(visit, *organisation, email->address()); !invited) {
    const Error& error = invited.error();
    return refused_field(visit, *organisation, form, error.code == Code::invalid ? "email" : "", error);
  }
  return redirect(visit, "/organisations/" + model::to_text(organisation->id), "FLASH_INVITED");
}

}  // namespace certportal::portal
