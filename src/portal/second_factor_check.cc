#include "portal/second_factor_check.h"

#include <algorithm>

#include "base/log.h"
#include "portal/password_checks.h"
#include "portal/traces.h"
#include "secret/crockford.h"
#include "secret/locked_box.h"
#include "secret/token.h"
#include "secret/totp.h"
#include "store/second_factors.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kForm = "code";

// Apps show "042 917".
std::string without_blanks(std::string_view typed) {
  std::string code(typed);
  std::erase_if(code, [](char c) { return c == ' ' || c == '\t'; });
  return code;
}

bool is_app_code(const std::string& code) {
  return code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

enum class Verdict { right, wrong, used };

Verdict take_app_code(Visit& visit, const store::Account& account, const store::SecondFactor& factor,
                      const std::string& counted, const std::string& code) {
  auto secret = open_totp_secret(visit, account.id, factor.locked_secret);
  if (!secret) {
    log_error("second factor of account " + std::to_string(account.id.value) + ": " + secret.error().log);
    return Verdict::wrong;
  }
  auto step = secret::match_totp(*secret, code, visit.now);
  if (!step) return Verdict::wrong;
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_totp_step(transaction, account.id, factor.locked_secret, *step)) return Verdict::used;
    give_back_password_try(visit, transaction, kForm, counted);
    return Verdict::right;
  });
}

Verdict take_recovery_code(Visit& visit, const store::Account& account, const store::SecondFactor& factor,
                           const std::string& counted, const std::string& code) {
  return visit.database().transact([&](store::Transaction& transaction) {
    if (!store::take_account(transaction, account.id) ||
        !store::take_recovery_code(transaction, account.id, secret::token_hash(code)))
      return Verdict::wrong;
    give_back_password_try(visit, transaction, kForm, counted);
    store::Mail mail = store::mail_to(account, model::kRecoveryCodeUsed, visit.language);
    mail.values["LEFT"] = std::to_string(factor.recovery_codes - 1);
    queue_mail(visit, transaction, mail);
    store::add_event(transaction, event_of(visit, "recovery_code_used", account), visit.now);
    return Verdict::right;
  });
}

}  // namespace

std::string lock_totp_secret(const Visit& visit, model::AccountId account, std::string_view secret) {
  return secret::lock(visit.portal.form_key, "totp " + std::to_string(account.value), secret);
}

Result<std::string> open_totp_secret(const Visit& visit, model::AccountId account, std::string_view locked) {
  return secret::open_locked(visit.portal.form_key, "totp " + std::to_string(account.value), locked);
}

Result<bool> check_code(Visit& visit, const store::Account& account, const std::string& counted,
                        view::FormState& form) {
  auto refused = [&form](std::string message) {
    form.errors.push_back({"code", std::move(message)});
    return false;
  };
  const std::string typed = without_blanks(visit.form.get("code"));
  if (typed.empty()) return refused("CODE_MISSING");
  const bool is_from_app = is_app_code(typed);
  const std::string recovery_code = is_from_app ? "" : secret::parse_crockford(typed).value_or("");
  if (!is_from_app && recovery_code.empty()) return refused("CODE_MALFORMED");
  if (auto taken = count_code_try(visit, counted); !taken) return taken.error();
  auto factor = store::find_second_factor(visit.database(), account.id);
  if (!factor) return refused("CODE_WRONG");
  switch (is_from_app ? take_app_code(visit, account, *factor, counted, typed)
                      : take_recovery_code(visit, account, *factor, counted, recovery_code)) {
    case Verdict::right: return true;
    case Verdict::used: return refused("CODE_USED");
    case Verdict::wrong: break;
  }
  return refused("CODE_WRONG");
}

bool needs_second_factor(const Visit& visit) {
  return visit.portal.limits.officers_need_second_factor && visit.session &&
         visit.account().role == store::Role::officer && !visit.account().has_second_factor;
}

}  // namespace certportal::portal
