#include "jobs/audit.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "model/audit_seal.h"
#include "store/audit_chain.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kStep = 500;
constexpr Seconds kHeadLogged = std::chrono::hours(24);

std::string read_key(const std::string& path) {
  auto content = read_file(path, 4096);
  if (!content) throw Broken(content.error().log);
  std::string key(trim(*content));
  if (key.size() < model::kShortestAuditKey)
    throw Broken(path + ": the key is shorter than " + std::to_string(model::kShortestAuditKey) + " bytes");
  return key;
}

void log_head(Jobs& jobs, const store::SealPass& pass) {
  if (jobs.head_logged_at && now() - *jobs.head_logged_at < kHeadLogged) return;
  log_info("audit head position=" + std::to_string(pass.position) + " mac=" + to_hex(pass.head));
  jobs.head_logged_at = now();
}

}  // namespace

void seal_audit_events(Jobs& jobs, const std::function<bool()>& stop) {
  const std::string& path = jobs.config.text("jobs.audit_key_file");
  if (path.empty()) return;
  std::string key = read_key(path);
  store::SealPass pass;
  do {
    pass = store::seal_events(jobs.database, key, kStep);
  } while (pass.sealed == kStep && !stop());
  log_head(jobs, pass);
}

}  // namespace certportal::jobs
