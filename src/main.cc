// The command table, and the wiring of worker and jobs.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "admin/command.h"
#include "admin/privileges.h"
#include "admin/program.h"
#include "admin/site.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/random.h"
#include "base/scoreboard.h"
#include "fcgi/accept_loop.h"
#include "fcgi/retirement.h"
#include "jobs/jobs.h"
#include "portal/portal.h"
#include "portal/worker_entry.h"
#include "store/settings.h"

namespace certportal {
namespace {

using admin::Command;

// A worker or jobs process that cannot start waits a second, so that whoever starts it again does not spin.
int fail_slowly(const std::string& why) {
  log_error("cannot start: " + why);
  sleep(1);
  return admin::kFailed;
}

// The slots that bound hashing lie there: without it nobody could sign in.
Result<void> check_run_dir(const Config& config) {
  const std::string& folder = config.text("run_dir");
  if (access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return Error{Code::invalid, "", "run_dir " + folder + ": " + std::strerror(errno)};
}

// The pages matter more than who watches them.
Scoreboard open_scoreboard(const Config& config) {
  auto scoreboard = Scoreboard::open(scoreboard_path(config));
  if (scoreboard) return std::move(*scoreboard);
  log_warning(scoreboard.error().log + "; neither status nor metrics show this worker");
  return Scoreboard();
}

// A socket of its own goes with the worker, and whoever waits there: then the worker does not end by itself.
fcgi::Retirement retirement_of(const Config& config, const fcgi::LoopOptions& loop) {
  if (!loop.listen.empty()) return {};
  double chance = static_cast<unsigned char>(random_bytes(1)[0]) / 255.0;
  return fcgi::make_retirement(config.number("worker_max_requests"), config.number("worker_max_megabytes"), chance);
}

bool is_over(const fcgi::Retirement& retirement, const WorkerRecord& record) {
  if (!retirement.is_due(record.requests, record.resident_bytes)) return false;
  log_info("retires", {{"requests", record.requests}, {"megabytes", record.resident_bytes >> 20}});
  return true;
}

int run_worker(const Config& config, const Options& options) {
  fcgi::LoopOptions loop{.listen = options.text("--listen")};
  auto socket = fcgi::listening_socket(loop.listen);
  if (!socket) return fail_slowly(socket.error().log);
  if (auto dropped = admin::drop_privileges(config); !dropped) return fail_slowly(dropped.error().log);
  if (auto usable = check_run_dir(config); !usable) return fail_slowly(usable.error().log);
  auto site = admin::load_site(config);
  if (!site) return fail_slowly(site.error().log);
  auto settings = store::database_settings(config, "worker");
  if (!settings) return fail_slowly(settings.error().log);
  store::Database database(*settings);
  Scoreboard scoreboard;
  auto portal = portal::make_portal(config, **site, database, scoreboard);
  if (!portal) return fail_slowly(portal.error().log);
  http::Router router = portal::make_router();
  const fcgi::Retirement retirement = retirement_of(config, loop);
  scoreboard = open_scoreboard(config);
  loop.after_reply = [&] {
    portal::enter_idle(*portal);
    return !is_over(retirement, scoreboard.record());
  };
  return fcgi::run_worker(loop, *socket, [&](const http::ParameterLookup& parameter, http::BodyReader& body) {
    return portal::serve(*portal, router, parameter, body);
  });
}

// Of nice(1): a large CRL wants a processor for seconds, and somebody waits for a page.
constexpr int kBehindPages = 10;

int run_jobs(const Config& config, const Options& options) {
  auto site = admin::load_site(config);
  if (!site) return fail_slowly(site.error().log);
  auto settings = store::database_settings(config, "jobs");
  if (!settings) return fail_slowly(settings.error().log);
  store::Database database(*settings);
  if (options.has("--issuer")) {
    if (options.has("--once")) return admin::wrong_usage("jobs: --once or --issuer, not both");
    auto status = jobs::run_issuer(config, **site, database, options.text("--issuer"));
    return status ? *status : fail_slowly(status.error().log);
  }
  auto jobs = jobs::make_jobs(config, **site, database);
  if (!jobs) return fail_slowly(jobs.error().log);
  setpriority(PRIO_PROCESS, 0, kBehindPages);
  if (options.has("--once")) return jobs::run_once(*jobs) ? admin::kDone : admin::kFailed;
  notify_ready();
  return jobs::run_daemon(*jobs);
}

std::vector<Command> all_commands() {
  std::vector<Command> all = {
      {"worker", "[--listen ADDRESS]",
       "A FastCGI worker: serves on fd 0 if that is a listening socket, else on --listen unix:PATH.\n"
       "Ends on SIGTERM after the request under way. Started under a name that ends in .fcgi it needs no arguments.",
       run_worker, admin::Drop::itself, true, true},
      {"jobs", "[--once] [--issuer NAME]",
       "Has certificates issued and revoked, keeps CRLs fresh, sends mails and reminders, ends overdue handovers, "
       "signs\n"
       "receipts, seals audit events and sweeps what has expired, until SIGTERM.\n"
       "--once makes one pass, for cron; exit status 1 if something was left undone, as a mail that could not be "
       "sent.\n"
       "Any number may run. --issuer sees to the orders of one CA behind CMP alone; jobs starts such a process for "
       "each.",
       run_jobs, admin::Drop::before, true, true},
  };
  all.insert(all.end(), admin::commands().begin(), admin::commands().end());
  return all;
}

}  // namespace
}  // namespace certportal

int main(int argc, char** argv) {
  // A core dump would hold keys and passwords; setting the user id makes a process dumpable no more than it is now.
  rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  std::vector<std::string> words(argv + 1, argv + argc);
  // Started by a web server under the name something.fcgi, without arguments.
  if (words.empty() && std::string_view(argv[0]).ends_with(".fcgi")) words = {"worker"};
  return certportal::admin::run_program(certportal::all_commands(), words);
}
