#include "portal/account.h"

#include "model/email.h"
#include "model/person_name.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "secret/password_hash.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

std::string shown_email(const Visit& visit) { return model::EmailAddress::from_stored(visit.account().email).display(); }

// False: the password was changed meanwhile, by another session or by mail.
bool change_password(Visit& visit, const std::string& old_hash, const std::string& password_hash) {
  const store::Account& account = visit.account();
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::still_has_password(transaction, account.id, old_hash)) return false;
    store::update_password(transaction, account.id, password_hash);
    store::end_sessions(transaction, account.id);
    start_session(visit, transaction, account.id);
    give_back_password_try(visit, transaction, "password", account.email);
    store::queue_mail(transaction, {"password_changed", account.email, account.locale, {{"NAME", account.name}}}, visit.now);
    store::add_event(transaction, {"password_changed", account.id, {}, account.email, visit.client}, visit.now);
    return true;
  });
}

}  // namespace

Result<http::Response> show_account(Visit& visit) {
  visit.menu = view::Menu::account;
  const store::Account& account = visit.account();
  view::FormState form;
  form.values = {{"name", account.name}, {"phone", account.phone}, {"locale", account.locale.empty() ? visit.language : account.locale}};
  return page(visit, view::ProfilePage{form, shown_email(visit)});
}

Result<http::Response> post_account(Visit& visit) {
  visit.menu = view::Menu::account;
  view::ProfilePage content{sent_form(visit), shown_email(visit)};
  auto name = model::parse_person_name(visit.form.get("name"));
  auto phone = model::parse_phone(visit.form.get("phone"));
  // A form without the field leaves the language as it is.
  std::string locale = visit.form.has("locale") ? visit.field("locale") : visit.account().locale;
  if (!name) content.form.add("name", name.error());
  if (!phone) content.form.add("phone", phone.error());
  if (!locale.empty() && !visit.portal.site.has_language(locale)) content.form.errors.push_back({"locale", "LOCALE_UNKNOWN"});
  if (!content.form.ok()) return form_page(visit, content);
  visit.database().transact([&](store::Transaction& transaction) {
    store::update_profile(transaction, visit.account().id, *name, *phone, locale);
    store::add_event(transaction, {"profile_changed", visit.account().id, {}, visit.account().email, visit.client}, visit.now);
  });
  prefer_account_language(visit);
  return redirect(visit, "/account", "FLASH_PROFILE_SAVED");
}

Result<http::Response> show_account_password(Visit& visit) {
  visit.menu = view::Menu::account;
  return page(visit, view::PasswordChangePage{{}, visit.account().email});
}

Result<http::Response> post_account_password(Visit& visit) {
  visit.menu = view::Menu::account;
  view::PasswordChangePage content{{}, visit.account().email};
  check_new_password(visit, content.form, visit.account().email, visit.account().name);
  if (visit.form.get("current_password").empty()) content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
  if (!content.form.ok()) return form_page(visit, content);
  if (auto allowed = take_password_try(visit, "password", visit.account().email); !allowed) return allowed.error();
  auto slot = take_hash_slot(visit);
  if (!slot) return slot.error();
  auto stored = store::find_account(visit.database(), visit.account().email);
  bool is_right = stored && secret::verify_password(visit.field("current_password"), stored->password_hash);
  if (!is_right || !change_password(visit, stored->password_hash, secret::hash_password(visit.field("password")))) {
    content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_WRONG"});
    return form_page(visit, content);
  }
  return redirect(visit, "/account", "FLASH_PASSWORD_CHANGED");
}

}  // namespace certportal::portal
