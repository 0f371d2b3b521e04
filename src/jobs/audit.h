// Seals audit events into their chain.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

// All that are not sealed yet, unless `stop` answers true in between; nothing if no key is configured. Logs the head of the
// chain the first time and then once a day, for the operator to keep elsewhere: whoever can write the whole database could
// cut the chain's end off. Throws Broken if the key cannot be used.
void seal_audit_events(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
