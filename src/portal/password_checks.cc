#include "portal/password_checks.h"

#include "model/network.h"
#include "model/throttle.h"
#include "portal/second_factor_check.h"
#include "secret/password_hash.h"
#include "secret/password_rating.h"
#include "store/throttles.h"

namespace certportal::portal {
namespace {

// Forms without a present password: an office may register together.
constexpr model::ThrottlePolicy kFormAddressThrottle{9};
constexpr model::ThrottlePolicy kFormNetworkThrottle{99};

std::string account_counter(std::string_view form, std::string_view address) {
  return std::string(form) + " account " + std::string(address);
}

std::string network_counter(const Visit& visit, std::string_view form) {
  return std::string(form) + " network " + model::network_of(visit.client);
}

Result<void> take(Visit& visit, std::string_view form, std::string_view address, const model::ThrottlePolicy& network,
                  const model::ThrottlePolicy& account) {
  if (!visit.portal.config.flag("limits")) return {};
  Seconds pause = visit.database().transact([&](store::Transaction& transaction) {
    Seconds wait = store::take_try(transaction, network_counter(visit, form), network, visit.now);
    if (wait > Seconds{0}) return wait;
    return store::take_try(transaction, account_counter(form, address), account, visit.now);
  });
  if (pause == Seconds{0}) return {};
  return Error{Code::rate_limited, "TOO_MANY_TRIES", "throttled", {{"SECONDS", std::to_string(pause.count())}}};
}

}  // namespace

Result<secret::HashSlot> take_password_try(Visit& visit, std::string_view form, std::string_view address) {
  if (auto taken = take(visit, form, address, visit.portal.limits.network, visit.portal.limits.account); !taken)
    return taken.error();
  auto slot = take_hash_slot(visit);
  if (!slot && visit.portal.config.flag("limits")) {
    visit.database().transact([&](store::Transaction& transaction) {
      store::give_back_try(transaction, network_counter(visit, form));
      store::give_back_try(transaction, account_counter(form, address));
    });
  }
  return slot;
}

void give_back_password_try(Visit& visit, store::Transaction& transaction, std::string_view form,
                            std::string_view address) {
  if (!visit.portal.config.flag("limits")) return;
  store::give_back_try(transaction, network_counter(visit, form));
  forget_password_tries(visit, transaction, form, address);
}

void forget_password_tries(Visit& visit, store::Transaction& transaction, std::string_view form,
                           std::string_view address) {
  if (visit.portal.config.flag("limits")) store::forget_tries(transaction, account_counter(form, address));
}

Result<void> count_form_try(Visit& visit, std::string_view form, std::string_view address) {
  return take(visit, form, address, kFormNetworkThrottle, kFormAddressThrottle);
}

Result<void> count_code_try(Visit& visit, std::string_view address) {
  return take(visit, "code", address, visit.portal.limits.network, visit.portal.limits.account);
}

Result<secret::HashSlot> take_hash_slot(Visit& visit) {
  auto slot = secret::HashSlot::take(visit.portal.config.text("run_dir"), visit.portal.hash_slots);
  if (!slot) return Error{Code::rate_limited, "ALL_PLACES_TAKEN", "no place for hashing", {{"SECONDS", "2"}}};
  return std::move(*slot);
}

Result<std::optional<store::Account>> check_current_password(Visit& visit, view::FormState& form) {
  std::string password = visit.field("current_password");
  if (password.empty()) {
    form.errors.push_back({"current_password", "CURRENT_PASSWORD_MISSING"});
    if (visit.account().has_second_factor && visit.field("code").empty())
      form.errors.push_back({"code", "CODE_MISSING"});
    return std::optional<store::Account>();
  }
  auto slot = take_password_try(visit, "password", visit.account().email);
  if (!slot) return slot.error();
  auto stored = store::find_account(visit.database(), visit.account().email);
  // By its address: another account may have that by now.
  if (!stored || stored->id != visit.account().id || !secret::verify_password(password, stored->password_hash)) {
    form.errors.push_back({"current_password", "CURRENT_PASSWORD_WRONG"});
    return std::optional<store::Account>();
  }
  if (!stored->has_second_factor) return stored;
  auto is_right = check_code(visit, *stored, form);
  if (is_right && *is_right) return stored;
  // The password was right: only the code counts as a try.
  visit.database().transact(
      [&](store::Transaction& transaction) { give_back_password_try(visit, transaction, "password", stored->email); });
  if (!is_right) return is_right.error();
  return std::optional<store::Account>();
}

void check_new_password(const Visit& visit, view::FormState& form, const std::string& email, const std::string& name) {
  std::string password = visit.field("password");
  if (password.empty()) return form.errors.push_back({"password", "NEW_PASSWORD_MISSING"});
  auto rating =
      secret::rate_password(password, {email, name, {visit.portal.config.text("brand"), visit.portal.base.host}});
  for (const std::string& message : rating.messages) form.errors.push_back({"password", message});
  if (password != visit.field("password_repeat")) form.errors.push_back({"password_repeat", "PASSWORD_REPEAT_DIFFERS"});
}

}  // namespace certportal::portal
