// Tells CAs behind the network what is to be revoked: what contacts asked for, and certificates that nobody stored.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

// All that is due of the issuers that this process sees to, unless `stop` answers true in between; ends early if the CA
// cannot be reached. A request whose answer was lost is sent again: a CA that says "revoked already" has revoked it.
// Throws Broken if an issuer cannot be used.
void revoke_certificates(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
