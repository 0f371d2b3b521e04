// What load balancers and watchers ask for.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_health(Visit& visit);  // 200 "ok" when the database answers and the schema fits, else 503

// 200 "ready" when, besides, the database takes writes and nobody has put a file "drain" into run_dir, else 503: this
// host shall get no new visitors.
Result<http::Response> show_ready(Visit& visit);

}  // namespace certportal::portal
