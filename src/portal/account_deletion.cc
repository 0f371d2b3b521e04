#include "portal/account_deletion.h"

#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "store/handovers.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kListed = 20;  // organisations, and handovers, that stand in the way

view::AccountDeletePage make_content(Visit& visit) {
  view::AccountDeletePage content;
  content.email = visit.account().email;
  content.is_officer = visit.account().role == store::Role::officer;
  for (const auto& organisation : visit.session->organisations) {
    content.has_more_organisations = content.organisations.size() == kListed;
    if (content.has_more_organisations) break;
    content.organisations.push_back({model::to_text(organisation.id), organisation.name});
  }
  // The open ones come first.
  for (const auto& handover : store::list_handovers_of(visit.database(), visit.account().id, kListed))
    if (model::is_open(store::state_at(handover, visit.now)))
      content.handovers.push_back({model::to_text(handover.id), handover.organisation_name});
  return content;
}

// What becomes of a deletion that was asked for.
enum class Outcome { deleted, password_changed, manages_something };

Outcome delete_own_account(Visit& visit, const store::Account& account) {
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_unchanged_account(transaction, account)) return Outcome::password_changed;
    give_back_current_password_try(visit, transaction);
    store::Event event = event_of(visit, "account_deleted", account);
    event.content["email"] = account.email;
    return store::delete_account(transaction, account, visit.language, event, visit.now) ? Outcome::deleted
                                                                                         : Outcome::manages_something;
  });
}

Result<http::Response> refuse(Visit& visit) {
  visit.session =
      store::find_session(visit.database(), visit.session->token_hash, visit.portal.limits.session, visit.now);
  if (!visit.session) return account_gone();
  return page(visit, make_content(visit), status_of(Code::conflict));
}

}  // namespace

Result<http::Response> show_account_delete(Visit& visit) { return page(visit, make_content(visit)); }

Result<http::Response> post_account_delete(Visit& visit) {
  view::AccountDeletePage content = make_content(visit);
  if (!content.is_possible()) return page(visit, content, status_of(Code::conflict));
  auto account = check_current_password(visit, content.form);
  if (!account) return refused_page(visit, content, account.error());
  if (!*account) return form_page(visit, content);
  switch (delete_own_account(visit, **account)) {
    case Outcome::deleted: break;
    case Outcome::manages_something: return refuse(visit);
    case Outcome::password_changed:
      content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_WRONG"});
      return form_page(visit, content);
  }
  forget_session(visit);
  return redirect(visit, "/login", "FLASH_ACCOUNT_DELETED");
}

}  // namespace certportal::portal
