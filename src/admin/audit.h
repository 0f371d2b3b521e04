// certportal audit …: the events, and the proof that none was changed or lost since jobs sealed it.
#pragma once

#include <string>

#include "admin/command.h"
#include "store/audit_chain.h"

namespace certportal::admin {

// The value of --limit: 1 to 100000. Error: text in log.
Result<std::size_t> parse_limit(const std::string& typed);

// The value of --head: a chain's head as jobs logs it, POSITION:MAC. Error: text in log.
Result<store::ChainHead> parse_head(const std::string& typed);

// The report as lines: sealed, head, unsealed, the former head that is held, then one for each problem.
std::string describe(const store::ChainReport& report);

int list_audit_events(const Config& config, const Options& options);
int verify_audit_chain(const Config& config, const Options& options);

}  // namespace certportal::admin
