// Reminds technical contacts of what ends: one digest a day and person (orders.md).
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

// Until nothing is due, or `stop` answers true in between. Throws Broken if the key reminder_parts is malformed.
void send_reminders(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
