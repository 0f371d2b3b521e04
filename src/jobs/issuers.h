// The issuers that a process of jobs has begun to use.
#pragma once

#include <memory>
#include <string>

#include "issuer/issuer.h"
#include "jobs/jobs.h"

namespace certportal::jobs {

// That of [issuer.NAME]. A local one is made anew each time, with its files as they are now; one behind the network is
// kept: orders that its CA keeps waiting go on with it. Throws Broken if it cannot be made.
std::shared_ptr<issuer::Issuer> use_issuer(Jobs& jobs, const std::string& name);

// Whether its CA is behind the network.
bool is_remote(const Jobs& jobs, const std::string& name);

}  // namespace certportal::jobs
