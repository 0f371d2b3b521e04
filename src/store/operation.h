// How the installation as a whole stands, for those who operate it: outbox, orders, CRLs, and the warnings that jobs
// found. Reads no recipient and no content.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/operation.h"
#include "store/database.h"

namespace certportal::store {

struct StandingWarning {
  model::Warning warning;
  Time since;
};

struct Operation {
  model::OutboxFacts outbox;
  std::map<std::string, std::uint64_t> orders;  // by state, those that are open; no entry: none
  std::vector<model::CrlFacts> crls;
  std::vector<StandingWarning> warnings;  // the oldest first
  std::optional<Time> jobs_seen_at;       // by the hosts' clocks, also where a test moves the program's
  std::string jobs_host;
};

// For the worker's, jobs' and the operator's database users alike.
Operation read_operation(Database& database, Time now);

// The facts that lie in the database, whatever the configuration: CRLs and queues of all issuers that there ever were,
// `is_manual` of none. `now`: the program's.
model::OperationFacts read_facts(Database& database, Time now);

// What jobs found on `host` now. Warnings that went on keep their `since`; those that this host had found and did not
// find now are over, as are those that no host has found for ten minutes.
void keep_warnings(Database& database, std::string_view host, const std::vector<model::Warning>& found, Time now);

// jobs was at work there, by its host's clock.
void note_jobs(Database& database, std::string_view host, Time host_time);

// Queues one mail with all warnings, if one of them has stood for an hour and no such mail was queued within the last
// 24 hours; of several askers, one does.
void mail_warnings(Database& database, std::string_view recipient, std::string_view locale, Time now);

}  // namespace certportal::store
