#include "portal/account.h"

#include "model/email.h"
#include "model/person_name.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

std::string shown_email(const Visit& visit) {
  return model::EmailAddress::from_stored(visit.account().email).display();
}

// False: the password was changed meanwhile, by another session or by mail.
bool change_password(Visit& visit, const store::Account& account, const std::string& password_hash) {
  auto token = visit.database().transact([&](store::Transaction& transaction) -> std::optional<std::string> {
    if (!store::take_unchanged_account(transaction, account)) return std::nullopt;
    give_back_current_password_try(visit, transaction);
    store::change_password(transaction, account, password_hash, visit.language,
                           event_of(visit, "password_changed", account), visit.now);
    return start_session(visit, transaction, account.id);
  });
  if (token) give_session_cookie(visit, *token);
  return token.has_value();
}

}  // namespace

Result<http::Response> show_account(Visit& visit) {
  const store::Account& account = visit.account();
  view::FormState form;
  form.values = {{"name", account.name},
                 {"phone", account.phone},
                 {"locale", account.locale.empty() ? visit.language : account.locale}};
  return page(visit, view::ProfilePage{form, shown_email(visit)});
}

Result<http::Response> post_account(Visit& visit) {
  view::ProfilePage content{sent_form(visit), shown_email(visit)};
  auto name = model::parse_person_name(visit.form.get("name"));
  auto phone = model::parse_phone(visit.form.get("phone"));
  // A form without the field leaves the language as it is.
  std::string locale = visit.form.has("locale") ? visit.field("locale") : visit.account().locale;
  if (!name) content.form.add("name", name.error());
  if (!phone) content.form.add("phone", phone.error());
  if (!locale.empty() && !visit.portal.site.has_language(locale))
    content.form.errors.push_back({"locale", "LOCALE_UNKNOWN"});
  if (!content.form.ok()) return form_page(visit, content);
  visit.database().transact([&](store::Transaction& transaction) {
    store::update_profile(transaction, visit.account().id, *name, *phone, locale);
    store::add_event(transaction, event_of(visit, "profile_changed", visit.account()), visit.now);
  });
  prefer_account_language(visit);
  return redirect(visit, "/account", "FLASH_PROFILE_SAVED");
}

Result<http::Response> show_account_password(Visit& visit) {
  return page(visit, view::PasswordChangePage{{}, visit.account().email});
}

Result<http::Response> post_account_password(Visit& visit) {
  view::PasswordChangePage content{{}, visit.account().email};
  std::string current = visit.field("current_password");
  if (current.empty()) content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
  check_new_password(visit, content.form, visit.account().email, visit.account().name);
  if (content.form.ok() && visit.field("password") == current)
    content.form.errors.push_back({"password", "PASSWORD_SAME_AS_BEFORE"});
  if (!content.form.ok()) return form_page(visit, content);
  auto account = check_current_password(visit, content.form);
  if (!account) return refused_page(visit, content, account.error());
  if (!*account) return form_page(visit, content);
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_page(visit, content, slot.error());
  if (!change_password(visit, **account, secret::hash_password(visit.field("password")))) {
    content.form.errors.push_back({"current_password", "CURRENT_PASSWORD_WRONG"});
    return form_page(visit, content);
  }
  return redirect(visit, "/account", "FLASH_PASSWORD_CHANGED");
}

}  // namespace certportal::portal
