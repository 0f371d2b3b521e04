#include "portal/password_reset.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/second_factor_check.h"
#include "portal/traces.h"
#include "secret/password_hash.h"
#include "secret/token.h"
#include "store/accounts.h"
#include "view/account_pages.h"

namespace certportal::portal {
namespace {

constexpr const model::MailKind& kKind = model::kPasswordReset;

Error link_gone() { return {Code::gone, "LINK_GONE_RESET", "reset link unknown, used or expired"}; }

// The same statements for every address: the time of the answer tells nobody who has an account.
void write_reset(Visit& visit, const std::string& email, const std::optional<store::Account>& account) {
  std::string token = secret::new_token();
  store::Account nobody;
  nobody.email = email;
  const store::Account& recipient = account ? *account : nobody;
  visit.database().transact([&](store::Transaction& transaction) {
    if (!may_mail(visit, transaction, "forgot", email)) return;
    // An account that has another address by now, or is gone, gets no link at this one.
    bool is_theirs = store::take_account(transaction, recipient.id, email) && account;
    std::optional<model::AccountId> id;
    if (is_theirs) id = account->id;
    store::add_password_reset(transaction, secret::token_hash(token), id, visit.now + kKind.link_lasts);
    queue_mail(visit, transaction, store::mail_to(recipient, is_theirs ? kKind : model::kDiscarded, visit.language),
               token);
    store::Event event = event_of(visit, "password_reset_asked", recipient);
    if (!is_theirs) event.account = event.actor.account = std::nullopt;
    store::add_event(transaction, event, visit.now);
  });
}

bool reset_password(Visit& visit, const store::Account& account, const std::string& token_hash,
                    const std::string& password_hash) {
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_unchanged_account(transaction, account) ||
        !store::take_password_reset(transaction, token_hash, account.id, visit.now))
      return false;
    for (std::string_view form : {"login", "code"}) forget_password_tries(visit, transaction, form, account.email);
    store::reset_password(transaction, account, password_hash, visit.language,
                          event_of(visit, "password_reset", account), visit.now);
    return true;
  });
}

}  // namespace

Result<http::Response> show_password_forgot(Visit& visit) { return page(visit, view::PasswordForgotPage{}); }

Result<http::Response> post_password_forgot(Visit& visit) {
  view::PasswordForgotPage content{sent_form(visit)};
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (!email) {
    content.form.add("email", email.error());
    return form_page(visit, content);
  }
  if (auto allowed = count_form_try(visit, "forgot", email->address()); !allowed)
    return refused_page(visit, content, allowed.error());
  auto account = store::find_account(visit.database(), email->address());
  if (account && account->is_locked) account.reset();
  write_reset(visit, email->address(), account);
  return redirect(visit, "/password/sent");
}

Result<http::Response> show_password_sent(Visit& visit) {
  return page(visit, view::MailSentPage{view::MailSentPage::Kind::password_reset});
}

Result<http::Response> show_password_reset(Visit& visit) {
  std::string token(visit.request.parameters.get("token"));
  auto account = store::find_password_reset(visit.database(), secret::token_hash(token), visit.now);
  if (!account) return link_gone();
  return page(visit, view::PasswordResetPage{{}, token, account->has_second_factor});
}

Result<http::Response> post_password_reset(Visit& visit) {
  std::string token = visit.field("token");
  std::string token_hash = secret::token_hash(token);
  auto account = store::find_password_reset(visit.database(), token_hash, visit.now);
  if (!account) return link_gone();
  view::PasswordResetPage content{{}, token, account->has_second_factor};
  check_new_password(visit, content.form, account->email, account->name);
  if (!content.form.ok()) return form_page(visit, content);
  auto slot = take_hash_slot(visit);
  if (!slot) return refused_page(visit, content, slot.error());
  if (account->has_second_factor) {
    auto is_right = check_code(visit, *account, counted_apart(account->email, token_hash), content.form);
    if (!is_right) return refused_page(visit, content, is_right.error());
    if (!*is_right) return form_page(visit, content);
  }
  if (!reset_password(visit, *account, token_hash, secret::hash_password(visit.field("password")))) return link_gone();
  forget_session(visit);
  return redirect(visit, "/login", "FLASH_PASSWORD_RESET");
}

}  // namespace certportal::portal
