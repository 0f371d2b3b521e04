// Seals audit events into their chain.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

// All that are not sealed yet, unless `stop` answers true in between; nothing if no key is configured. Whoever can
// write the whole database could cut the chain's end off, or have all events sealed anew: so nothing is sealed while
// the chain does not hold the head that this process has seen last, and the head is logged the first time and then once
// a day, for the operator to keep elsewhere. Throws Broken in that case, or if the key cannot be used.
void seal_audit_events(Jobs& jobs, const std::function<bool()>& stop);

// The head that was seen last; nothing if there is none.
void log_audit_head(Jobs& jobs);

}  // namespace certportal::jobs
