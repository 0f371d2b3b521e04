// certportal certificate ….
#pragma once

#include "admin/command.h"

namespace certportal::admin {

// Reads the files, drops root's rights, stores what is in them. Refusals go to standard error, a line each; the last
// line on standard output is "imported N, known N, refused N". kFailed if anything was refused.
int import_certificates(const Config& config, const Options& options);

}  // namespace certportal::admin
