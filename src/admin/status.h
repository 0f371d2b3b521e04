// certportal status: what the workers of this host do, by their scoreboard.
#pragma once

#include "admin/command.h"
#include "admin/table.h"
#include "base/scoreboard.h"

namespace certportal::admin {

Table table_of_workers(const std::vector<WorkerView>& workers, Time now, bool for_programs);

int show_status(const Config& config, const Options& options);

}  // namespace certportal::admin
