#include "jobs/issuers.h"

#include "base/broken.h"
#include "model/product.h"

namespace certportal::jobs {

bool is_remote(const Jobs& jobs, const std::string& name) {
  return model::kind_of_issuer(jobs.config, name) != model::IssuerKind::local;
}

std::shared_ptr<issuer::Issuer> use_issuer(Jobs& jobs, const std::string& name) {
  if (auto kept = jobs.remote_issuers.find(name); kept != jobs.remote_issuers.end()) return kept->second;
  auto made = issuer::make_issuer(jobs.config, name);
  if (!made) throw Broken(made.error().log);
  std::shared_ptr<issuer::Issuer> issuer = std::move(*made);
  if (is_remote(jobs, name)) jobs.remote_issuers[name] = issuer;
  return issuer;
}

}  // namespace certportal::jobs
