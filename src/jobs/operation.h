// What the operator must act on: looked for each minute, kept in the database, mailed once a day.
#pragma once

#include "jobs/jobs.h"
#include "model/operation.h"

namespace certportal::jobs {

// All that find_warnings() goes by, as this host sees it. Private keys are not opened. Throws Unavailable.
model::OperationFacts gather_facts(const Config& config, store::Database& database, Time now);

// By the host's clock, also where a test moves the program's: when jobs was at work.
Time host_time();

// Says that jobs was at work, keeps the warnings up to date, and mails them where the configuration names an operator.
void watch_operation(Jobs& jobs);

}  // namespace certportal::jobs
