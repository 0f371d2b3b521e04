// How a duty reaches the database: read from the configuration and that duty's own password file.
#pragma once

#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "store/database.h"

namespace certportal::store {

// `duty` is "worker", "jobs" or "operator", the section whose user and password file are used. A statement may take
// as long as the configuration says, one of the operator's a day. Errors (Code::invalid, text in log): the password
// file cannot be read.
Result<Settings> database_settings(const Config& config, std::string_view duty);

}  // namespace certportal::store
