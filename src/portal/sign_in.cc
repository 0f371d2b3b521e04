#include "portal/sign_in.h"

#include "model/email.h"
#include "model/next_path.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kForm = "login";

std::string safe_next(std::string_view next) { return model::is_safe_next(next) ? std::string(next) : ""; }

Result<http::Response> refuse_sign_in(Visit& visit, const Error& error) {
  return refused_page(visit, view::LoginPage{sent_form(visit), safe_next(visit.form.get("next"))}, error);
}

Error wrong() { return {Code::invalid, "SIGN_IN_WRONG", "address or password wrong"}; }

// False: locked, or the password changed, since it was compared.
bool sign_in(Visit& visit, const store::Account& account, const std::optional<std::string>& new_hash) {
  auto token = visit.database().transact([&](store::Transaction& transaction) -> std::optional<std::string> {
    if (!store::still_has_password(transaction, account.id, account.password_hash)) return std::nullopt;
    if (new_hash) store::update_password(transaction, account.id, *new_hash);
    if (account.locale.empty()) store::update_seen_locale(transaction, account.id, visit.language);
    give_back_password_try(visit, transaction, kForm, account.email);
    store::add_event(transaction, event_of(visit, "signed_in", account), visit.now);
    return start_session(visit, transaction, account.id);
  });
  if (!token) return false;
  give_session_cookie(visit, *token);
  prefer_account_language(visit);
  return true;
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
  auto slot = take_password_try(visit, kForm, email->address());
  if (!slot) return refuse_sign_in(visit, slot.error());
  auto account = store::find_account(visit.database(), email->address());
  // An unknown account costs the same, so that the time tells nothing.
  bool is_right = secret::verify_password(password, account ? account->password_hash : secret::dummy_password_hash());
  if (!account || !is_right) return refuse_sign_in(visit, wrong());
  if (account->is_locked) return refuse_sign_in(visit, {Code::invalid, "ACCOUNT_LOCKED", "account locked"});
  std::optional<std::string> new_hash;
  if (secret::needs_rehash(account->password_hash)) new_hash = secret::hash_password(password);
  if (!sign_in(visit, *account, new_hash)) return refuse_sign_in(visit, wrong());
  std::string next = safe_next(visit.form.get("next"));
  return redirect(visit, next.empty() ? "/" : next);
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
