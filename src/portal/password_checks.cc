#include "portal/password_checks.h"

#include "base/text.h"
#include "model/network.h"
#include "model/throttle.h"
#include "portal/gate.h"
#include "portal/second_factor_check.h"
#include "secret/password_hash.h"
#include "secret/password_rating.h"
#include "secret/token.h"
#include "store/devices.h"
#include "store/throttles.h"

namespace certportal::portal {
namespace {

// The forms that ask the signed-in account for its password count together.
constexpr std::string_view kCurrentPassword = "password";

// Forms without a present password: an office may register together.
constexpr model::ThrottlePolicy kFormAddressThrottle{9};
constexpr model::ThrottlePolicy kFormNetworkThrottle{99};

std::string account_counter(std::string_view form, std::string_view counted) {
  return std::string(form) + " account " + std::string(counted);
}

std::string network_counter(const Visit& visit, std::string_view form) {
  return std::string(form) + " network " + model::network_of(visit.client);
}

Result<void> take(Visit& visit, std::string_view form, std::string_view counted, const model::ThrottlePolicy& network,
                  const model::ThrottlePolicy& account) {
  if (!visit.portal.config.flag("limits")) return {};
  Seconds pause = visit.database().transact([&](store::Transaction& transaction) {
    Seconds wait = store::take_try(transaction, network_counter(visit, form), network, visit.now);
    if (wait > Seconds{0}) return wait;
    return store::take_try(transaction, account_counter(form, counted), account, visit.now);
  });
  if (pause == Seconds{0}) return {};
  return Error{Code::rate_limited, "TOO_MANY_TRIES", "throttled", {{"SECONDS", std::to_string(pause.count())}}};
}

std::string counted_in_session(const Visit& visit) {
  return counted_apart(visit.account().email, visit.session->token_hash);
}

}  // namespace

std::string counted_apart(const std::string& email, std::string_view token_hash) {
  return email + " " + to_base64url(token_hash);
}

std::string counted_as(Visit& visit, const std::string& email) {
  if (visit.session && visit.account().email == email) return counted_in_session(visit);
  std::string_view device = known_device_token(visit);
  if (device.empty()) return email;
  const std::string hash = secret::token_hash(device);
  return store::is_known_device(visit.database(), email, hash) ? counted_apart(email, hash) : email;
}

Result<secret::HashSlot> take_password_try(Visit& visit, std::string_view form, std::string_view counted) {
  if (auto taken = take(visit, form, counted, visit.portal.limits.network, visit.portal.limits.account); !taken)
    return taken.error();
  auto slot = take_hash_slot(visit);
  if (!slot && visit.portal.config.flag("limits")) {
    visit.database().transact([&](store::Transaction& transaction) {
      store::give_back_try(transaction, network_counter(visit, form));
      store::give_back_try(transaction, account_counter(form, counted));
    });
  }
  return slot;
}

void give_back_password_try(Visit& visit, store::Transaction& transaction, std::string_view form,
                            std::string_view counted) {
  if (!visit.portal.config.flag("limits")) return;
  store::give_back_try(transaction, network_counter(visit, form));
  forget_password_tries(visit, transaction, form, counted);
}

void give_back_current_password_try(Visit& visit, store::Transaction& transaction) {
  give_back_password_try(visit, transaction, kCurrentPassword, counted_in_session(visit));
}

void forget_password_tries(Visit& visit, store::Transaction& transaction, std::string_view form,
                           std::string_view counted) {
  if (visit.portal.config.flag("limits")) store::forget_tries(transaction, account_counter(form, counted));
}

Result<void> count_form_try(Visit& visit, std::string_view form, std::string_view address) {
  return take(visit, form, address, kFormNetworkThrottle, kFormAddressThrottle);
}

Result<void> count_code_try(Visit& visit, std::string_view counted) {
  return take(visit, "code", counted, visit.portal.limits.network, visit.portal.limits.account);
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
  const std::string counted = counted_in_session(visit);
  auto slot = take_password_try(visit, kCurrentPassword, counted);
  if (!slot) return slot.error();
  auto stored = store::find_account(visit.database(), visit.account().email);
  // By its address: another account may have that by now.
  if (!stored || stored->id != visit.account().id || !secret::verify_password(password, stored->password_hash)) {
    form.errors.push_back({"current_password", "CURRENT_PASSWORD_WRONG"});
    return std::optional<store::Account>();
  }
  if (!stored->has_second_factor) return stored;
  auto is_right = check_code(visit, *stored, counted, form);
  if (is_right && *is_right) return stored;
  // The password was right: only the code counts as a try.
  visit.database().transact(
      [&](store::Transaction& transaction) { give_back_current_password_try(visit, transaction); });
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
