// The secret files of an installation: `certportal secrets init DIR`.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace certportal::secret {

// Makes what is missing in `dir` (itself too, 0700), each file 0600, whole or not at all: worker-database-password,
// jobs-database-password, operator-database-password, form-key, seal-secret-key and seal-public-key (derived from an
// existing secret key). Existing files are kept, so it is harmless twice. Result: the names of the files made. Error:
// text in log.
Result<std::vector<std::string>> init_secrets(const std::string& dir);

}  // namespace certportal::secret
