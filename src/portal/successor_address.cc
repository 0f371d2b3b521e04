#include "portal/successor_address.h"

#include "store/throttles.h"

namespace certportal::portal {
namespace {

constexpr Seconds kDay = std::chrono::hours(24);
constexpr model::ThrottlePolicy kAddressThrottle{9, kDay, kDay, kDay};

std::string address_counter(const Visit& visit, std::string_view form) {
  return std::string(form) + " " + to_iso(visit.now).substr(0, 10) + " account " +
         std::to_string(visit.account().id.value);
}

}  // namespace

Result<model::EmailAddress> read_successor(const Visit& visit) {
  auto email = model::EmailAddress::parse(visit.form.get("email"));
  if (!email && email.error().message == "EMAIL_MISSING")
    return Error{Code::invalid, "SUCCESSOR_MISSING", email.error().log};
  return email;
}

Result<void> take_address(Visit& visit, store::Transaction& transaction, std::string_view form) {
  if (!visit.portal.config.flag("limits")) return {};
  if (store::take_try(transaction, address_counter(visit, form), kAddressThrottle, visit.now) == Seconds{0}) return {};
  Seconds wait = std::chrono::ceil<std::chrono::days>(visit.now) - visit.now;
  return Error{Code::rate_limited, "TOO_MANY_TRIES", "unknown addresses", {{"SECONDS", std::to_string(wait.count())}}};
}

void give_back_address(Visit& visit, store::Transaction& transaction, std::string_view form) {
  if (visit.portal.config.flag("limits")) store::give_back_try(transaction, address_counter(visit, form));
}

}  // namespace certportal::portal
