// What main() does for every command: find it, answer --help, read options and configuration, drop root's
// rights, run it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "admin/command.h"

namespace certportal::admin {

// Runs `certportal WORDS...`, that is [--config FILE] COMMAND [OPTIONS], or --help, --version, --man (the manual page's
// source). `table` holds every command, worker and jobs too. Returns the exit status: kDone, kFailed or kWrongUsage,
// the latter two with one line on standard error.
int run_program(std::span<const Command> table, const std::vector<std::string>& words);

}  // namespace certportal::admin
