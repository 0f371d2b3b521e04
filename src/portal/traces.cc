#include "portal/traces.h"

#include "model/throttle.h"
#include "secret/sealed_box.h"
#include "store/throttles.h"

namespace certportal::portal {
namespace {
// Two mails to one address cost no pause, after the third it is one an hour.
constexpr model::ThrottlePolicy kMailThrottle{2, std::chrono::hours(1), std::chrono::hours(6), std::chrono::hours(1)};
}  // namespace

void queue_mail(Visit& visit, store::Transaction& transaction, store::Mail mail, const std::string& token) {
  if (!token.empty()) mail.sealed_token = secret::seal(visit.portal.seal_public_key, token);
  store::queue_mail(transaction, mail, visit.now);
}

bool may_mail(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address) {
  return take_mail(visit, transaction, form, address) == Seconds{0};
}

Seconds take_mail(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address) {
  if (!visit.portal.config.flag("limits")) return Seconds{0};
  std::string counter = "mail " + std::string(form) + " " + std::string(address);
  return store::take_try(transaction, counter, kMailThrottle, visit.now);
}

store::Actor actor_of(const Visit& visit) { return {visit.account().email, visit.account().id, visit.client}; }

store::Actor actor_of_link(const Visit& visit, const std::string& address) {
  return {address, std::nullopt, visit.client};
}

store::Event event_of(const Visit& visit, std::string kind) { return {std::move(kind), actor_of(visit)}; }

store::Event event_of(const Visit& visit, std::string kind, const store::Account& actor) {
  return {std::move(kind), {actor.email, actor.id, visit.client}, actor.id};
}

}  // namespace certportal::portal
