#include "jobs/audit.h"

#include "base/file.h"
#include "base/log.h"
#include "model/audit_seal.h"
#include "store/audit_chain.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kStep = 500;
constexpr Seconds kHeadLogged = std::chrono::hours(24);

}  // namespace

void seal_audit_events(Jobs& jobs, const std::function<bool()>& stop) {
  const std::string& path = jobs.config.text("jobs.audit_key_file");
  if (path.empty()) return;
  auto key = read_key(path, model::kShortestAuditKey);
  if (!key) throw Broken(key.error().log);
  store::SealPass pass;
  do {
    pass = store::seal_events(jobs.database, *key, kStep, jobs.audit_head);
    jobs.audit_head = pass.head;
  } while (pass.sealed == kStep && !stop());
  if (!jobs.head_logged_at || now() - *jobs.head_logged_at >= kHeadLogged) log_audit_head(jobs);
}

void log_audit_head(Jobs& jobs) {
  if (!jobs.audit_head || jobs.audit_head->position == 0) return;
  log_info("audit head " + store::to_text(*jobs.audit_head));
  jobs.head_logged_at = now();
}

}  // namespace certportal::jobs
