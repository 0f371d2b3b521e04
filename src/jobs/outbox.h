// Sends what is due in the outbox through the sendmail program.
#pragma once

#include <functional>

#include "jobs/jobs.h"

namespace certportal::jobs {

struct OutboxPass {
  unsigned sent = 0;
  unsigned failed = 0;  // kept for a later try
};

// Until nothing is due, or `stop` answers true between two mails. Throws Unavailable if the database is away.
OutboxPass send_outbox(Jobs& jobs, const std::function<bool()>& stop);

}  // namespace certportal::jobs
