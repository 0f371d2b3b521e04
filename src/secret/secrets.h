// The secret files of an installation: `certportal secrets init DIR`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certportal::secret {

// Makes what is missing in `dir` (itself too, 0700), each file 0600, whole or not at all: worker-database-password,
// jobs-database-password, operator-database-password, form-key, audit-key, seal-secret-key and seal-public-key (derived
// from an existing secret key). Existing files are kept, so it is harmless twice. Result: the names of the files made.
// Error: text in log.
Result<std::vector<std::string>> init_secrets(const std::string& dir);

// Makes one more, of that mode, unless it exists; true if it was made. Likewise whole or not at all; of two makers at
// once one wins. Error: text in log.
Result<bool> make_secret(const std::string& dir, const std::string& name, std::string_view content, unsigned mode);

}  // namespace certportal::secret
