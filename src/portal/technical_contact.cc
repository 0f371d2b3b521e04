#include "portal/technical_contact.h"

#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/organisation_page.h"
#include "portal/password_checks.h"
#include "portal/successor_address.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/sealed_box.h"
#include "secret/session_password.h"
#include "secret/token.h"
#include "store/handover_changes.h"
#include "view/handover_pages.h"

namespace certportal::portal {
namespace {

using store::Handover;
using store::Organisation;
using store::Transaction;

constexpr std::string_view kForm = "start";

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
  start.contact = contact;
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
  if (auto counted = take_address(visit, transaction, kForm); !counted) return counted.error();
  auto started = store::start_handover(transaction, start, actor_of(visit), visit.now);
  bool is_unknown = !started && started.error().message == store::kSuccessorUnregistered;
  if (is_unknown) add_unknown_event(visit, transaction, start);
  // A full limit of the successor's tells as much as an unknown address.
  if (!is_unknown && (started || started.error().code != Code::rate_limited))
    give_back_address(visit, transaction, kForm);
  return started;
}

Result<Handover> start_handover(Visit& visit, const store::HandoverStart& start) {
  return visit.database().transact([&](Transaction& transaction) {
    auto started = start_counted(visit, transaction, start);
    if (started || started.error().message != store::kCurrentPasswordWrong)
      give_back_current_password_try(visit, transaction);
    return started;
  });
}

// What start_handover() refused: at the field that it is about, or as a page of its own.
Result<http::Response> refused_start(Visit& visit, const Organisation& organisation, view::FormState form,
                                     const std::string& email, const Error& error) {
  if (error.code == Code::not_found || error.code == Code::conflict) return error;
  if (error.code == Code::rate_limited) return refused_organisation_field(visit, organisation, form, "", error);
  bool is_password = error.message == store::kCurrentPasswordWrong;
  form.add(is_password ? "current_password" : "email", error);
  return refused_organisation_page(visit, organisation, form, error,
                                   error.message == store::kSuccessorUnregistered ? email : "");
}

}  // namespace

Result<http::Response> post_technical_contact(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  view::FormState form = sent_form(visit);
  auto email = read_successor(visit);
  if (!email) {
    form.add("email", email.error());
    if (visit.field("current_password").empty())
      form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
    return refused_organisation_page(visit, *organisation, form, email.error());
  }
  auto contact = check_current_password(visit, form);
  if (!contact) return refused_organisation_field(visit, *organisation, form, "", contact.error());
  if (!*contact) return refused_organisation_page(visit, *organisation, form, {Code::invalid, "", ""});
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_organisation_field(visit, *organisation, form, "", slot.error());
  store::HandoverLoad load = store::count_load(visit.database(), organisation->id);
  Secrets secrets;
  // From its commit on nothing may fail that the answer needs: the session password is shown by no other one.
  auto started = start_handover(visit, make_start(visit, *organisation, **contact, email->address(), secrets));
  if (!started) return refused_start(visit, *organisation, form, email->address(), started.error());
  view::HandoverFacts facts = make_handover_facts(*started, model::HandoverSide::contact, visit.now);
  add_load(facts, load);
  return page(visit, view::SessionPasswordPage{facts, secret::show_session_password(secrets.session_password), false});
}

}  // namespace certportal::portal
