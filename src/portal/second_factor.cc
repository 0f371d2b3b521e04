#include "portal/second_factor.h"

#include "base/text.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/password_checks.h"
#include "portal/second_factor_check.h"
#include "portal/traces.h"
#include "secret/crockford.h"
#include "secret/token.h"
#include "secret/totp.h"
#include "store/second_factors.h"
#include "view/qr_code.h"
#include "view/second_factor_pages.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kRecoveryCodes = 10;

struct RecoveryCodes {
  std::vector<std::string> shown, hashes;
};

RecoveryCodes make_recovery_codes() {
  RecoveryCodes codes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    const std::string code = secret::new_crockford();
    codes.shown.push_back(secret::show_crockford(code));
    codes.hashes.push_back(secret::token_hash(code));
  }
  return codes;
}

view::SecondFactorSetupPage setup_page(const Visit& visit, const std::string& secret, view::FormState form) {
  view::SecondFactorSetupPage content;
  content.form = std::move(form);
  content.email = visit.account().email;
  content.is_demanded = needs_second_factor(visit);
  content.kept_secret = to_base64url(lock_totp_secret(visit, visit.account().id, secret));
  content.shown_secret = secret::show_totp_secret(secret);
  content.qr_code =
      view::make_qr_code(secret::totp_address(secret, visit.portal.config.text("brand"), visit.account().email));
  return content;
}

view::SecondFactorPage present_page(const Visit& visit, const store::SecondFactor& factor, view::FormState form) {
  return {std::move(form), visit.account().email, factor.created_at, factor.recovery_codes};
}

Error changed_meanwhile() {
  return {Code::conflict, "SECOND_FACTOR_CHANGED", "second factor or password changed meanwhile"};
}

// Changes the factor in one transaction with its notice, its event and a new session, all others ended. Error:
// conflict, where it was changed meanwhile, or the password.
template <class Change>
Result<void> change_factor(Visit& visit, const store::Account& account, const model::MailKind& kind,
                           const std::string& event, Change change) {
  auto token = visit.database().transact([&](store::Transaction& transaction) -> std::optional<std::string> {
    if (!store::take_unchanged_account(transaction, account)) return std::nullopt;
    give_back_current_password_try(visit, transaction);
    if (!change(transaction)) return std::nullopt;
    store::after_second_factor(transaction, account, kind, visit.language, event_of(visit, event, account), visit.now);
    return start_session(visit, transaction, account.id);
  });
  if (!token) return changed_meanwhile();
  give_session_cookie(visit, *token);
  return {};
}

// The step of the code that the new app shows; nullopt: what is wrong was added to the form.
std::optional<std::uint64_t> check_new_code(const Visit& visit, const std::string& secret, view::FormState& form) {
  std::string code = visit.field("new_code");
  std::erase(code, ' ');
  if (code.empty()) {
    form.errors.push_back({"new_code", "CODE_MISSING"});
    return std::nullopt;
  }
  auto step = secret::match_totp(secret, code, visit.now);
  if (!step) form.errors.push_back({"new_code", "NEW_CODE_WRONG"});
  return step;
}

}  // namespace

Result<http::Response> show_second_factor(Visit& visit) {
  if (auto factor = store::find_second_factor(visit.database(), visit.account().id))
    return page(visit, present_page(visit, *factor, {}));
  return page(visit, setup_page(visit, secret::new_totp_secret(), {}));
}

Result<http::Response> post_second_factor(Visit& visit) {
  if (visit.account().has_second_factor) return changed_meanwhile();
  auto locked = secret::from_base64url(visit.form.get("secret"));
  auto secret = open_totp_secret(visit, visit.account().id, locked.value_or(""));
  if (!secret) return redirect(visit, "/account/second-factor");
  view::FormState form;
  auto step = check_new_code(visit, *secret, form);
  if (visit.field("current_password").empty()) form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
  if (!form.ok()) return form_page(visit, setup_page(visit, *secret, form));
  auto account = check_current_password(visit, form);
  if (!account) return refused_page(visit, setup_page(visit, *secret, form), account.error());
  if (!*account) return form_page(visit, setup_page(visit, *secret, form));
  const RecoveryCodes codes = make_recovery_codes();
  const std::string kept = lock_totp_secret(visit, (*account)->id, *secret);
  auto set = change_factor(visit, **account, model::kSecondFactorSet, "second_factor_set",
                           [&](store::Transaction& transaction) {
                             if (!store::set_second_factor(transaction, (*account)->id, kept, *step, visit.now))
                               return false;
                             store::set_recovery_codes(transaction, (*account)->id, codes.hashes);
                             return true;
                           });
  if (!set) return set.error();
  visit.session->account.has_second_factor = true;
  return page(visit, view::RecoveryCodesPage{codes.shown, true});
}

Result<http::Response> post_recovery_codes(Visit& visit) {
  auto factor = store::find_second_factor(visit.database(), visit.account().id);
  if (!factor) return changed_meanwhile();
  view::FormState form;
  auto account = check_current_password(visit, form);
  if (!account) return refused_page(visit, present_page(visit, *factor, form), account.error());
  if (!*account) return form_page(visit, present_page(visit, *factor, form));
  const RecoveryCodes codes = make_recovery_codes();
  bool made = visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_unchanged_account(transaction, **account)) return false;
    give_back_current_password_try(visit, transaction);
    store::set_recovery_codes(transaction, (*account)->id, codes.hashes);
    store::add_event(transaction, event_of(visit, "recovery_codes_made", **account), visit.now);
    return true;
  });
  if (!made) return changed_meanwhile();
  return page(visit, view::RecoveryCodesPage{codes.shown, false});
}

Result<http::Response> post_second_factor_end(Visit& visit) {
  auto factor = store::find_second_factor(visit.database(), visit.account().id);
  if (!factor) return changed_meanwhile();
  view::FormState form;
  auto account = check_current_password(visit, form);
  if (!account) return refused_page(visit, present_page(visit, *factor, form), account.error());
  if (!*account) return form_page(visit, present_page(visit, *factor, form));
  auto ended = change_factor(
      visit, **account, model::kSecondFactorEnded, "second_factor_ended",
      [&](store::Transaction& transaction) { return store::end_second_factor(transaction, (*account)->id); });
  if (!ended) return ended.error();
  return redirect(visit, "/account", "FLASH_SECOND_FACTOR_ENDED");
}

}  // namespace certportal::portal
