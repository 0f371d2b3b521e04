// The work behind the pages: sends the outbox, leads approved orders to their certificates, ends overdue handovers,
// signs receipts, seals audit events, sweeps what has expired. Any number of these processes may run.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "issuer/issuer.h"
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
  std::string claim;                                // 16 random bytes, this process's own: names what it has taken on
  std::vector<std::string> issuers;                 // those whose orders and revocations it sees to
  std::optional<store::ChainHead> audit_head = {};  // the last that this process has seen
  std::optional<Time> head_logged_at = {};
  // What sendmail answered for a mail while the database was away: to be written down before any other is sent.
  std::function<void()> unwritten_answer = {};
  // What a CA answered, likewise: to be written down before it is asked for anything else.
  std::function<void()> unwritten_certificates = {};
  std::map<std::string, std::shared_ptr<issuer::Issuer>> remote_issuers = {};  // see jobs/issuers.h
};

Result<Jobs> make_jobs(const Config& config, const view::Site& site, store::Database& database);

// One pass over everything that is due; true if all went well (a mail that sendmail did not take counts as not).
bool run_once(Jobs& jobs);

// Passes until SIGTERM or SIGINT; the mail or the exchange with a CA under way is finished first. A CA behind the
// network has a process of its own. Returns the exit status.
int run_daemon(Jobs& jobs);

// That process: the orders and revocations of one CA behind the network, until SIGTERM or SIGINT. Reads no secrets but
// the issuer's. Returns the exit status. Error (text in log): there is no such CA.
Result<int> run_issuer(const Config& config, const view::Site& site, store::Database& database,
                       const std::string& issuer);

}  // namespace certportal::jobs
