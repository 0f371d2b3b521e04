#include "portal/limits.h"

namespace certportal::portal {
namespace {

std::size_t count(const Config& config, std::string_view key) { return static_cast<std::size_t>(config.number(key)); }

model::ThrottlePolicy with_free_tries(model::ThrottlePolicy policy, const Config& config, std::string_view key) {
  policy.free_tries = static_cast<unsigned>(config.number(key));
  return policy;
}

}  // namespace

Limits read_limits(const Config& config) {
  const long rated = config.flag("limits") ? 1 : 0;
  return {.session = {std::chrono::minutes(config.number("session_idle_minutes")),
                      std::chrono::hours(config.number("session_hours"))},
          .officers_need_second_factor = rated != 0 && config.flag("officers_need_second_factor"),
          .account = with_free_tries(model::kAccountThrottle, config, "account_free_tries"),
          .network = with_free_tries(model::kNetworkThrottle, config, "network_free_tries"),
          .orders_a_day = static_cast<int>(rated * config.number("orders_per_day")),
          .organisations_a_day = rated * config.number("organisations_per_day"),
          .unchecked_organisations = rated * config.number("unchecked_organisations"),
          .form_bytes = count(config, "form_kilobytes") << 10,
          .upload_bytes = count(config, "upload_kilobytes") << 10,
          .zip_certificates = count(config, "zip_certificates"),
          .export_rows = count(config, "export_certificates"),
          .address_change = std::chrono::hours(config.number("address_change_hours"))};
}

}  // namespace certportal::portal
