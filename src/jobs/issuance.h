// Leads approved orders to their certificates, by the issuers that this process sees to.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

// All that is due, one batch after another, unless `stop` answers true in between. An issuer that cannot be used keeps
// no order of another from its certificate: throws Broken once the others are done, Unavailable at once if the database
// is away. What a CA has issued by then is kept and written down first by the next pass.
void issue_certificates(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
