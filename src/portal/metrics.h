// /metrics for Prometheus: this host's workers, by the scoreboard, and the installation, by the database.
#pragma once

#include <vector>

#include "base/scoreboard.h"
#include "http/request.h"
#include "portal/metrics_text.h"
#include "portal/portal.h"
#include "store/operation.h"

namespace certportal::portal {

// True if the web server lets this client see them; no client can say so itself. To all others there is no such page.
bool asks_for_metrics(const http::ParameterLookup& parameter);

// Answers also without a database. It needs no session, and does not count as a request.
http::Response show_metrics(Portal& portal);

// The two parts. nullptr: the database is away.
void add_host(MetricsText& text, const std::vector<WorkerView>& workers, long wanted_workers);
void add_installation(MetricsText& text, const store::Operation* operation, Time now);

}  // namespace certportal::portal
