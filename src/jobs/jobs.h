// The work behind the pages: sends the outbox, ends overdue handovers, signs receipts, seals audit events, sweeps what
// has expired. Any number of these processes may run.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/config.h"
#include "store/audit_chain.h"
#include "store/database.h"
#include "view/site.h"

namespace certportal::jobs {

// What all jobs share; lives as long as the process.
struct Jobs {
  const Config& config;
  const view::Site& site;
  store::Database& database;
  std::string seal_secret_key;
  std::string mail_host;                            // domain of the sender, for Message-IDs
  std::optional<store::ChainHead> audit_head = {};  // the last that this process has seen
  std::optional<Time> head_logged_at = {};
  // What sendmail answered for a mail while the database was away: to be written down before any other is sent.
  std::function<void()> unwritten_answer = {};
};

Result<Jobs> make_jobs(const Config& config, const view::Site& site, store::Database& database);

// One pass over everything that is due; true if all went well (a mail that sendmail did not take counts as not).
bool run_once(Jobs& jobs);

// Passes until SIGTERM or SIGINT; the mail under way is finished first. Returns the exit status.
int run_daemon(Jobs& jobs);

}  // namespace certportal::jobs
