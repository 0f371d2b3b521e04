// What is left of handovers for jobs to do: end those that are overdue, sign the receipts of completed ones.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "jobs/jobs.h"
#include "store/handovers.h"

namespace certportal::jobs {

// Expires what is past its end, blocks what lost its last try; until nothing is due, or `stop` answers true between
// two. Throws Broken once all are done if one of them could not be ended, Unavailable at once if the database is away.
void end_due_handovers(Jobs& jobs, const std::function<bool()>& stop);

// Signs the receipt of each completed handover that has none; nothing if no key is configured. Throws Broken if the key
// or the certificate cannot be used while something is to be signed.
void sign_receipts(Jobs& jobs, const std::function<bool()>& stop);

// What is signed: JSON in UTF-8, to be read by people too. `portal` is its address.
std::string receipt_content(const store::Handover& handover, std::string_view portal);

}  // namespace certportal::jobs
