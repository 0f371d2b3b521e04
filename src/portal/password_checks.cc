#include "portal/password_checks.h"

#include "model/network.h"
#include "model/throttle.h"
#include "secret/password_rating.h"
#include "store/throttles.h"

namespace certportal::portal {
namespace {

// Three mails to one address, then one an hour.
constexpr model::ThrottlePolicy kMailThrottle{3, std::chrono::hours(1), std::chrono::hours(6)};

std::string account_counter(std::string_view form, std::string_view address) {
  return std::string(form) + " account " + std::string(address);
}

std::string network_counter(const Visit& visit, std::string_view form) {
  return std::string(form) + " network " + model::network_of(visit.client);
}

Error too_many(Seconds pause) {
  return {Code::rate_limited, "TOO_MANY_TRIES", "throttled", {{"SECONDS", std::to_string(pause.count())}}};
}

}  // namespace

Result<void> take_password_try(Visit& visit, std::string_view form, std::string_view address) {
  if (!visit.portal.config.flag("limits")) return {};
  Seconds pause = visit.database().transact([&](store::Transaction& transaction) {
    Seconds wait = store::take_try(transaction, network_counter(visit, form), model::kNetworkThrottle, visit.now);
    if (wait > Seconds{0}) return wait;
    return store::take_try(transaction, account_counter(form, address), model::kAccountThrottle, visit.now);
  });
  if (pause > Seconds{0}) return too_many(pause);
  return {};
}

void give_back_password_try(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address) {
  if (!visit.portal.config.flag("limits")) return;
  store::give_back_try(transaction, network_counter(visit, form), false);
  store::give_back_try(transaction, account_counter(form, address), true);
}

Result<secret::HashSlot> take_hash_slot(Visit& visit) {
  auto slot = secret::HashSlot::take(visit.portal.config.text("run_dir"), visit.portal.hash_slots);
  if (!slot) return Error{Code::rate_limited, "BUSY", "no place for hashing", {{"SECONDS", "2"}}};
  return std::move(*slot);
}

void check_new_password(const Visit& visit, view::FormState& form, const std::string& email, const std::string& name) {
  std::string password = visit.field("password");
  auto rating = secret::rate_password(password, {email, name, {visit.portal.config.text("brand"), visit.portal.base.host}});
  for (const std::string& message : rating.messages) form.errors.push_back({"password", message});
  if (rating.accepted && password != visit.field("password_repeat"))
    form.errors.push_back({"password_repeat", "PASSWORD_REPEAT_DIFFERS"});
}

bool may_mail(Visit& visit, store::Transaction& transaction, std::string_view kind, std::string_view address) {
  if (!visit.portal.config.flag("limits")) return true;
  return store::take_try(transaction, "mail " + account_counter(kind, address), kMailThrottle, visit.now) == Seconds{0};
}

view::FormState sent_form(const Visit& visit) {
  view::FormState form;
  for (const auto& [name, value] : visit.form.fields()) form.values.emplace(name, value);
  return form;
}

}  // namespace certportal::portal
