#include "jobs/jobs.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <exception>
#include <functional>
#include <vector>

#include "base/file.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "jobs/audit.h"
#include "jobs/ca_processes.h"
#include "jobs/crl.h"
#include "jobs/handovers.h"
#include "jobs/issuance.h"
#include "jobs/operation.h"
#include "jobs/outbox.h"
#include "jobs/reminders.h"
#include "jobs/retention.h"
#include "jobs/revocations.h"
#include "store/issuance.h"

namespace certportal::jobs {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kIdle{500};
constexpr std::chrono::minutes kLongestOnce{1};

volatile std::sig_atomic_t stop_asked = 0;
void ask_stop(int) { stop_asked = 1; }

bool is_stopping() { return stop_asked != 0; }

// A signal ends it early, which is what is wanted.
void sleep_until(Clock::time_point end) {
  auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
  if (left.count() <= 0) return;
  timespec pause{left.count() / 1000, (left.count() % 1000) * 1'000'000};
  nanosleep(&pause, nullptr);
}

// One duty's many pieces, such as mails that a hanging sendmail holds for its whole time limit each: the other duties
// run in between.
Clock::time_point others_due = Clock::time_point::max();
bool has_yielded = false;
bool is_yielding() {
  has_yielded = Clock::now() >= others_due;
  return has_yielded || is_stopping();
}

// One kind of work: how often it is looked at, and one pass of it, which leaves the rest once `is_yielding`; false if
// something is left for a later try.
struct Duty {
  const char* name;
  std::chrono::milliseconds every;
  bool (*run)(Jobs& jobs);
  bool is_of_issuers = false;  // also in the process of a CA behind the network
};

// The outbox is the last: one pass sends what the others queue.
constexpr Duty kDuties[] = {
    {"handovers", std::chrono::seconds(10),
     [](Jobs& jobs) {
       end_due_handovers(jobs, is_yielding);
       return true;
     }},
    {"receipts", std::chrono::seconds(1),
     [](Jobs& jobs) {
       sign_receipts(jobs, is_yielding);
       return true;
     }},
    {"issuance", kIdle,
     [](Jobs& jobs) {
       issue_certificates(jobs, is_yielding);
       return true;
     },
     true},
    {"revocations", kIdle,
     [](Jobs& jobs) {
       revoke_certificates(jobs, is_yielding);
       return true;
     },
     true},
    {"order_mails", std::chrono::minutes(1),
     [](Jobs& jobs) {
       store::announce_submitted(jobs.database, now());
       store::tell_failed(jobs.database, now());
       return true;
     }},
    {"reminders", std::chrono::seconds(2),
     [](Jobs& jobs) {
       send_reminders(jobs, is_yielding);
       return true;
     }},
    {"CRLs", std::chrono::seconds(2),
     [](Jobs& jobs) {
       refresh_crls(jobs, is_stopping);
       return true;
     }},
    {"audit", std::chrono::seconds(2),
     [](Jobs& jobs) {
       seal_audit_events(jobs, is_yielding);
       return true;
     }},
    {"operation", std::chrono::minutes(1),
     [](Jobs& jobs) {
       watch_operation(jobs);
       return true;
     }},
    {"sweep", std::chrono::minutes(5),
     [](Jobs& jobs) {
       end_retention(jobs, is_yielding);
       return true;
     }},
    {"outbox", kIdle, [](Jobs& jobs) { return send_outbox(jobs, is_yielding).failed == 0; }},
};
constexpr const Duty& kOutbox = std::end(kDuties)[-1];

// A duty in trouble keeps neither the others nor its own next pass from running. The trouble is logged when it begins,
// changes, and ends.
class Watch {
 public:
  bool run(const Duty& duty, Jobs& jobs) {
    set_log_duty(duty.name);
    bool all_done = try_to(duty, jobs);
    set_log_duty("");
    return all_done;
  }

 private:
  bool try_to(const Duty& duty, Jobs& jobs) {
    try {
      bool all_done = duty.run(jobs);
      if (!trouble_.empty()) log_info("works again");
      trouble_.clear();
      return all_done;
    } catch (const std::exception& problem) {
      if (trouble_ != problem.what()) log_error(problem.what());
      trouble_ = problem.what();
      return false;
    }
  }

  std::string trouble_;
};

std::vector<const Duty*> duties_of_issuers() {
  std::vector<const Duty*> duties;
  for (const Duty& duty : kDuties)
    if (duty.is_of_issuers) duties.push_back(&duty);
  return duties;
}

std::vector<const Duty*> all_duties() {
  std::vector<const Duty*> duties;
  for (const Duty& duty : kDuties) duties.push_back(&duty);
  return duties;
}

// Until a signal asks to stop; `each_turn` comes before each look at the duties.
void run_duties(Jobs& jobs, const std::vector<const Duty*>& duties, const std::function<void()>& each_turn) {
  std::vector<Watch> watches(duties.size());
  std::vector<Clock::time_point> due(duties.size());
  while (!is_stopping()) {
    each_turn();
    for (std::size_t i = 0; i < due.size() && !is_stopping(); ++i) {
      if (Clock::now() < due[i]) continue;
      due[i] = Clock::time_point::max();
      others_due = std::max(*std::min_element(due.begin(), due.end()), Clock::now() + kIdle);
      has_yielded = false;
      watches[i].run(*duties[i], jobs);
      due[i] = has_yielded ? Clock::now() : Clock::now() + duties[i]->every;
    }
    if (!is_stopping()) sleep_until(std::min(Clock::now() + kIdle, *std::min_element(due.begin(), due.end())));
  }
}

void stop_on_signals() {
  struct sigaction action = {};
  action.sa_handler = ask_stop;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

// Of a CA behind the network, for a limited time: mails are to be sent afterwards.
bool run_once_for(Jobs& jobs, const std::string& issuer) {
  jobs.issuers = {issuer};
  others_due = Clock::now() + kLongestOnce;
  bool all_done = true;
  for (const Duty* duty : duties_of_issuers()) all_done = Watch().run(*duty, jobs) && all_done;
  others_due = Clock::time_point::max();
  return all_done;
}

}  // namespace

Result<Jobs> make_jobs(const Config& config, const view::Site& site, store::Database& database) {
  const std::string& path = config.text("jobs.seal_secret_key_file");
  if (path.empty()) return Error{Code::invalid, "", config.path() + ": key 'jobs.seal_secret_key_file' is not set"};
  auto key = read_file(path, 4096);
  if (!key) return key.error();
  const std::string& sender = config.text("mail_from");
  return Jobs{.config = config,
              .site = site,
              .database = database,
              .seal_secret_key = std::string(trim(*key)),
              .mail_host = sender.substr(sender.rfind('@') + 1),
              .claim = random_bytes(16),
              .issuers = local_issuers(config)};
}

bool run_once(Jobs& jobs) {
  bool all_done = true;
  for (const Duty& duty : kDuties) all_done = Watch().run(duty, jobs) && all_done;
  auto remote = remote_issuers(jobs.config);
  for (const std::string& issuer : remote) all_done = run_once_for(jobs, issuer) && all_done;
  return (remote.empty() || Watch().run(kOutbox, jobs)) && all_done;
}

int run_daemon(Jobs& jobs) {
  stop_on_signals();
  log_info("jobs started");
  CaProcesses ca_processes(jobs.config);
  run_duties(jobs, all_duties(), [&] { ca_processes.keep_running(); });
  ca_processes.stop();
  log_audit_head(jobs);
  log_info("jobs stopped");
  return 0;
}

Result<int> run_issuer(const Config& config, const view::Site& site, store::Database& database,
                       const std::string& issuer) {
  auto remote = remote_issuers(config);
  if (std::find(remote.begin(), remote.end(), issuer) == remote.end())
    return Error{Code::invalid, "", config.path() + ": there is no section [issuer." + issuer + "] of kind cmp"};
  stop_on_signals();
  Jobs jobs{.config = config,
            .site = site,
            .database = database,
            .seal_secret_key = "",
            .mail_host = "",
            .claim = random_bytes(16),
            .issuers = {issuer}};
  run_duties(jobs, duties_of_issuers(), [] {});
  return 0;
}

}  // namespace certportal::jobs
