// Root's rights given up.
#pragma once

#include "base/config.h"
#include "base/result.h"

namespace certportal::admin {

// If the program runs as root and service_user is set: becomes that user for good, groups too, and makes sure of it.
// Else does nothing. Error (text in log): no such user, or the system refuses.
Result<void> drop_privileges(const Config& config);

}  // namespace certportal::admin
