// The end of what has been kept long enough: the configuration says how long.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

void end_retention(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
