#include "jobs/retention.h"

#include "base/file.h"
#include "base/log.h"
#include "model/audit_seal.h"
#include "store/audit_retention.h"
#include "store/sweep.h"

namespace certportal::jobs {
namespace {

std::optional<Seconds> days(const Config& config, std::string_view key) {
  long count = config.number(key);
  if (count == 0) return std::nullopt;
  return std::chrono::hours(24 * count);
}

std::string audit_key(const Config& config) {
  const std::string& path = config.text("jobs.audit_key_file");
  if (path.empty()) return "";
  auto key = read_key(path, model::kShortestAuditKey);
  if (!key) throw Broken(key.error().log);
  return *key;
}

}  // namespace

void end_retention(Jobs& jobs, const std::function<bool()>& stop) {
  const Config& config = jobs.config;
  Time at = now();
  store::sweep(jobs.database,
               {.session_idle = std::chrono::minutes(config.number("session_idle_minutes")),
                .mails = days(config, "keep_mails_days"),
                .handovers = days(config, "keep_handovers_days")},
               at);
  std::string problem;
  for (const auto& [setting, what] : {std::pair{"keep_client_addresses_days", store::PersonalData::client},
                                      {"keep_audit_days", store::PersonalData::all}}) {
    auto kept = days(config, setting);
    if (!kept) continue;
    // Whole days: an audit event of its own tells of each removal.
    Time until = std::chrono::floor<std::chrono::days>(at - *kept);
    auto pass = store::remove_personal_data(jobs.database, audit_key(config), what, until, at, stop);
    if (pass.events > 0) log_info("audit events beyond " + std::string(setting), {{"events", pass.events}});
    if (problem.empty()) problem = pass.problem;
  }
  if (!problem.empty()) throw Broken(problem);
}

}  // namespace certportal::jobs
