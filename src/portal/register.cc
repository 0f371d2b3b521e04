#include "portal/register.h"

#include "model/email.h"
#include "model/person_name.h"
#include "portal/answer.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/token.h"
#include "store/accounts.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

constexpr const model::MailKind& kKind = model::kRegistrationConfirm;
constexpr std::string_view kBrowserCookie = "registration";

struct Typed {
  std::string email, name, phone;
};

// The fields that can be checked without a password hash; what is wrong goes into `form`.
Typed check_fields(const Visit& visit, view::FormState& form) {
  Typed typed;
  auto take = [&](const char* field, std::string& into, auto result) {
    if (result)
      into = *result;
    else
      form.add(field, result.error());
  };
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (email)
    typed.email = email->address();
  else
    form.add("email", email.error());
  take("name", typed.name, model::parse_person_name(visit.form.get("name")));
  take("phone", typed.phone, model::parse_phone(visit.form.get("phone")));
  check_new_password(visit, form, typed.email, typed.name);
  return typed;
}

// The same statements for every address: the time of the answer tells nobody who has an account. Nobody gets the link
// of a registration whose address has one.
void write_registration(Visit& visit, const Typed& typed, const std::string& password_hash,
                        const std::string& browser) {
  auto known = store::find_account(visit.database(), typed.email);
  std::string token = secret::new_token();
  visit.database().transact([&](store::Transaction& transaction) {
    if (!may_mail(visit, transaction, "register", typed.email)) return;
    store::add_registration(
        transaction, {secret::token_hash(token), secret::token_hash(browser), typed.email, typed.name, typed.phone,
                      visit.language, password_hash, visit.now + kKind.link_lasts});
    store::Mail mail{std::string(kKind.name), typed.email, visit.language};
    if (known)
      mail = store::mail_to(*known, model::kRegistrationKnownAddress, visit.language);
    else if (!model::looks_like_link(typed.name))
      mail.values["NAME"] = typed.name;
    queue_mail(visit, transaction, mail, token);
  });
}

bool is_registering_browser(const Visit& visit, const store::Registration& registration) {
  std::string_view cookie = visit.portal.cookies.read(visit.request.header("Cookie"), kBrowserCookie);
  return !cookie.empty() && secret::is_equal(secret::token_hash(cookie), registration.browser_hash);
}

Error link_gone() { return {Code::gone, "LINK_GONE_REGISTRATION", "registration link unknown, used or expired"}; }

// True once the account stands; false if the link was used meanwhile or the address has an account by now.
bool found_account(Visit& visit, const store::Registration& registration) {
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_registration(transaction, registration, visit.now)) return false;
    store::Account account;
    account.email = registration.email;
    account.name = registration.name;
    account.phone = registration.phone;
    account.locale = registration.locale;
    account.password_hash = registration.password_hash;
    auto id = store::add_account(transaction, account, visit.now);
    if (!id) return false;
    account.id = *id;
    store::add_event(transaction, event_of(visit, "account_registered", account), visit.now);
    return true;
  });
}

// Another browser than the one that registered needs the password chosen then. What is wrong is added to `form`.
Result<void> check_password_of(Visit& visit, const store::Registration& registration, view::FormState& form) {
  std::string password = visit.field("password");
  if (password.empty()) {
    form.errors.push_back({"password", "PASSWORD_MISSING"});
    return {};
  }
  auto slot = take_password_try(visit, "confirm", registration.email);
  if (!slot) return slot.error();
  if (!secret::verify_password(password, registration.password_hash))
    form.errors.push_back({"password", "PASSWORD_NOT_OF_REGISTRATION"});
  return {};
}

}  // namespace

Result<http::Response> show_register(Visit& visit) { return page(visit, view::RegisterPage{}); }

Result<http::Response> post_register(Visit& visit) {
  view::RegisterPage content{sent_form(visit)};
  Typed typed = check_fields(visit, content.form);
  if (!content.form.ok()) return form_page(visit, content);
  if (auto allowed = count_form_try(visit, "register", typed.email); !allowed)
    return refused_page(visit, content, allowed.error());
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_page(visit, content, slot.error());
  // A browser that registers twice keeps its cookie: the link of either mail shall work in it. One that is not of our
  // making, planted perhaps, is never taken over.
  std::string browser(visit.portal.cookies.read(visit.request.header("Cookie"), kBrowserCookie));
  if (!secret::is_signed_token(visit.portal.form_key, browser)) browser = secret::signed_token(visit.portal.form_key);
  write_registration(visit, typed, secret::hash_password(visit.field("password")), browser);
  visit.cookies.push_back(visit.portal.cookies.set(kBrowserCookie, browser, kKind.link_lasts));
  return redirect(visit, "/register/sent");
}

Result<http::Response> show_register_sent(Visit& visit) {
  return page(visit, view::MailSentPage{view::MailSentPage::Kind::registration});
}

Result<http::Response> show_register_confirm(Visit& visit) {
  std::string token(visit.request.parameters.get("token"));
  auto registration = store::find_registration(visit.database(), secret::token_hash(token), visit.now);
  if (!registration) return link_gone();
  return page(visit, view::RegisterConfirmPage{{}, token, !is_registering_browser(visit, *registration)});
}

Result<http::Response> post_register_confirm(Visit& visit) {
  std::string token = visit.field("token");
  auto registration = store::find_registration(visit.database(), secret::token_hash(token), visit.now);
  if (!registration) return link_gone();
  view::RegisterConfirmPage content{{}, token, !is_registering_browser(visit, *registration)};
  if (content.asks_password) {
    if (auto checked = check_password_of(visit, *registration, content.form); !checked)
      return refused_page(visit, content, checked.error());
    if (!content.form.ok()) return form_page(visit, content);
  }
  if (!found_account(visit, *registration)) return link_gone();
  return redirect(visit, "/login", "FLASH_REGISTERED");
}

}  // namespace certportal::portal
