#include "portal/sign_in.h"

#include "base/log.h"
#include "base/text.h"
#include "model/email.h"
#include "model/next_path.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/second_factor_check.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/token.h"
#include "store/devices.h"
#include "store/second_factors.h"
#include "view/account_pages.h"
#include "view/browser_name.h"
#include "view/second_factor_pages.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kForm = "login";
// Between the right password and the code.
constexpr std::string_view kPendingCookie = "pending";
constexpr Seconds kPendingLasts = std::chrono::minutes(10);

std::string safe_next(std::string_view next) { return model::is_safe_next(next) ? std::string(next) : ""; }

Result<http::Response> refuse_sign_in(Visit& visit, const Error& error) {
  log_info("sign-in refused: " + error.log);
  return refused_page(visit, view::LoginPage{sent_form(visit), safe_next(visit.form.get("next"))}, error);
}

Error wrong() { return {Code::invalid, "SIGN_IN_WRONG", "address or password wrong"}; }

// A mail about a sign-in from a browser that the account was not used with before; not about its very first one.
void tell_of_new_device(Visit& visit, store::Transaction& transaction, const store::Account& account,
                        const std::string& device) {
  if (store::note_device(transaction, account.id, secret::token_hash(device), visit.now) != store::Device::other)
    return;
  if (!may_mail(visit, transaction, "device", account.email)) return;
  store::Mail mail = store::mail_to(account, model::kSignedInElsewhere, visit.language);
  mail.values["CLIENT"] = visit.client;
  if (std::string browser = view::browser_name(visit.request.header("User-Agent")); !browser.empty())
    mail.values["BROWSER"] = browser;
  queue_mail(visit, transaction, mail);
}

// All that a sign-in writes, once every factor was right. Precondition: the account's row was taken.
std::string sign_in(Visit& visit, store::Transaction& transaction, const store::Account& account,
                    const std::string& device) {
  if (account.locale.empty()) store::update_seen_locale(transaction, account.id, visit.language);
  tell_of_new_device(visit, transaction, account, device);
  store::add_event(transaction, event_of(visit, "signed_in", account), visit.now);
  return start_session(visit, transaction, account.id);
}

// The session's token, or where a second factor is asked for that of the pending sign-in. nullopt: locked, or password
// or second factor changed, since they were read.
std::optional<std::string> pass_password(Visit& visit, const store::Account& account,
                                         const std::optional<std::string>& new_hash, const std::string& device,
                                         const std::string& counted) {
  return visit.database().transact([&](store::Transaction& transaction) -> std::optional<std::string> {
    if (!store::take_unchanged_account(transaction, account)) return std::nullopt;
    if (new_hash) store::update_password_hash(transaction, account.id, *new_hash);
    give_back_password_try(visit, transaction, kForm, counted);
    if (!account.has_second_factor) return sign_in(visit, transaction, account, device);
    std::string token = secret::new_token();
    store::add_pending_sign_in(transaction, secret::token_hash(token), account.id, visit.now + kPendingLasts);
    return token;
  });
}

http::Response signed_in(Visit& visit, const std::string& token) {
  give_session_cookie(visit, token);
  prefer_account_language(visit);
  const std::string next = safe_next(visit.form.get("next"));
  return redirect(visit, next.empty() ? "/" : next);
}

std::string with_next(const std::string& path, const std::string& next) {
  return next.empty() ? path : path + "?next=" + percent_encode(next);
}

std::string pending_hash(const Visit& visit) {
  return secret::token_hash(visit.portal.cookies.read(visit.request.header("Cookie"), kPendingCookie));
}

http::Response too_late(Visit& visit, const std::string& next) {
  visit.cookies.push_back(visit.portal.cookies.clear(kPendingCookie));
  return redirect(visit, with_next("/login", next), "FLASH_SIGN_IN_AGAIN");
}

}  // namespace

Result<http::Response> show_login(Visit& visit) {
  return page(visit, view::LoginPage{{}, safe_next(visit.request.parameters.get("next"))});
}

Result<http::Response> post_login(Visit& visit) {
  std::string password = visit.field("password");
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (!email || password.empty() || password.size() > secret::kLongestPasswordBytes)
    return refuse_sign_in(visit, wrong());
  const std::string counted = counted_as(visit, email->address());
  auto slot = take_password_try(visit, kForm, counted);
  if (!slot) return refuse_sign_in(visit, slot.error());
  auto account = store::find_account(visit.database(), email->address());
  // An unknown account costs the same, so that the time tells nothing.
  bool is_right = secret::verify_password(password, account ? account->password_hash : secret::dummy_password_hash());
  if (!account || !is_right) return refuse_sign_in(visit, wrong());
  if (account->is_locked) return refuse_sign_in(visit, {Code::invalid, "ACCOUNT_LOCKED", "account locked"});
  std::optional<std::string> new_hash;
  if (secret::needs_rehash(account->password_hash)) new_hash = secret::hash_password(password);
  auto token = pass_password(visit, *account, new_hash, account->has_second_factor ? "" : device_token(visit), counted);
  if (!token) return refuse_sign_in(visit, wrong());
  if (!account->has_second_factor) return signed_in(visit, *token);
  visit.cookies.push_back(visit.portal.cookies.set(kPendingCookie, *token, kPendingLasts));
  return redirect(visit, with_next("/login/second-factor", safe_next(visit.form.get("next"))));
}

Result<http::Response> show_sign_in_code(Visit& visit) {
  const std::string next = safe_next(visit.request.parameters.get("next"));
  if (!store::find_pending_sign_in(visit.database(), pending_hash(visit), visit.now))
    return redirect(visit, with_next("/login", next));
  return page(visit, view::SignInCodePage{{}, next});
}

Result<http::Response> post_sign_in_code(Visit& visit) {
  view::SignInCodePage content{{}, safe_next(visit.form.get("next"))};
  const std::string token_hash = pending_hash(visit);
  auto account = store::find_pending_sign_in(visit.database(), token_hash, visit.now);
  if (!account) return too_late(visit, content.next);
  auto is_right = check_code(visit, *account, counted_as(visit, account->email), content.form);
  if (!is_right) return refused_page(visit, content, is_right.error());
  if (!*is_right) {
    log_info("sign-in refused: code wrong", {{"account", account->id.value}});
    return form_page(visit, content);
  }
  const std::string device = device_token(visit);
  auto token = visit.database().transact([&](store::Transaction& transaction) -> std::optional<std::string> {
    if (!store::take_account(transaction, account->id) ||
        !store::take_pending_sign_in(transaction, token_hash, visit.now))
      return std::nullopt;
    return sign_in(visit, transaction, *account, device);
  });
  if (!token) return too_late(visit, content.next);
  visit.cookies.push_back(visit.portal.cookies.clear(kPendingCookie));
  return signed_in(visit, *token);
}

Result<http::Response> post_logout(Visit& visit) {
  if (visit.session) {
    visit.database().transact([&](store::Transaction& transaction) {
      store::end_session(transaction, visit.session->token_hash);
      store::add_event(transaction, event_of(visit, "signed_out"), visit.now);
    });
  }
  forget_session(visit);
  return redirect(visit, "/login", "FLASH_SIGNED_OUT");
}

}  // namespace certportal::portal
