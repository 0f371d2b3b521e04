#include "portal/health.h"

#include <unistd.h>

#include "base/broken.h"
#include "store/inspection.h"
#include "store/migrations.h"

namespace certportal::portal {
namespace {

constexpr const char* kOldSchema = "the database's schema is older than this program: run certportal migrate\n";

http::Response not_well(const char* why) {
  http::Response response = http::text(503, why);
  response.set_header("Retry-After", "5");
  return response;
}

// "" if nothing does.
const char* what_speaks_against(Visit& visit) {
  if (access((visit.portal.config.text("run_dir") + "/drain").c_str(), F_OK) == 0)
    return "drained: the file drain lies in run_dir\n";
  try {
    if (!store::schema_fits(visit.database())) return kOldSchema;
    return store::takes_writes(visit.database()) ? "" : "the database takes no writes\n";
  } catch (const Unavailable&) {
    return "the database does not answer\n";
  }
}

}  // namespace

Result<http::Response> show_health(Visit& visit) {
  visit.cookies.clear();
  return store::schema_fits(visit.database()) ? http::text(200, "ok") : not_well(kOldSchema);
}

Result<http::Response> show_ready(Visit& visit) {
  visit.cookies.clear();
  const char* why = what_speaks_against(visit);
  return *why == '\0' ? http::text(200, "ready") : not_well(why);
}

}  // namespace certportal::portal
