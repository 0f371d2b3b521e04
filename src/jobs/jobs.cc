#include "jobs/jobs.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <ctime>
#include <exception>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "jobs/audit.h"
#include "jobs/handovers.h"
#include "jobs/outbox.h"
#include "store/sweep.h"

namespace certportal::jobs {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kIdle{500};

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

// A sendmail that hangs may hold each of many mails for its whole time limit: the other duties run in between.
Clock::time_point others_due = Clock::time_point::max();
bool has_yielded = false;
bool is_yielding() {
  has_yielded = Clock::now() >= others_due;
  return has_yielded || is_stopping();
}

// One kind of work: how often it is looked at, and one pass of it; false if something is left for a later try.
struct Duty {
  const char* name;
  std::chrono::milliseconds every;
  bool (*run)(Jobs& jobs);
};

// The outbox is the last: one pass sends what the others queue.
constexpr Duty kDuties[] = {
    {"handovers", std::chrono::seconds(10),
     [](Jobs& jobs) {
       end_due_handovers(jobs, is_stopping);
       return true;
     }},
    {"receipts", std::chrono::seconds(1),
     [](Jobs& jobs) {
       sign_receipts(jobs, is_stopping);
       return true;
     }},
    {"audit", std::chrono::seconds(2),
     [](Jobs& jobs) {
       seal_audit_events(jobs, is_stopping);
       return true;
     }},
    {"sweep", std::chrono::minutes(5),
     [](Jobs& jobs) {
       store::sweep(jobs.database, now());
       return true;
     }},
    {"outbox", kIdle, [](Jobs& jobs) { return send_outbox(jobs, is_yielding).failed == 0; }},
};

// A duty in trouble keeps neither the others nor its own next pass from running. The trouble is logged when it begins,
// changes, and ends.
class Watch {
 public:
  bool run(const Duty& duty, Jobs& jobs) {
    try {
      bool all_done = duty.run(jobs);
      if (!trouble_.empty()) log_info(std::string(duty.name) + ": works again");
      trouble_.clear();
      return all_done;
    } catch (const std::exception& problem) {
      if (trouble_ != problem.what()) log_error(std::string(duty.name) + ": " + problem.what());
      trouble_ = problem.what();
      return false;
    }
  }

 private:
  std::string trouble_;
};

}  // namespace

Result<Jobs> make_jobs(const Config& config, const view::Site& site, store::Database& database) {
  const std::string& path = config.text("jobs.seal_secret_key_file");
  if (path.empty()) return Error{Code::invalid, "", config.path() + ": key 'jobs.seal_secret_key_file' is not set"};
  auto key = read_file(path, 4096);
  if (!key) return key.error();
  const std::string& sender = config.text("mail_from");
  return Jobs{config, site, database, std::string(trim(*key)), sender.substr(sender.rfind('@') + 1)};
}

bool run_once(Jobs& jobs) {
  bool all_done = true;
  for (const Duty& duty : kDuties) all_done = Watch().run(duty, jobs) && all_done;
  return all_done;
}

int run_daemon(Jobs& jobs) {
  struct sigaction action = {};
  action.sa_handler = ask_stop;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  log_info("jobs started");
  Watch watches[std::size(kDuties)];
  std::array<Clock::time_point, std::size(kDuties)> due = {};
  while (!is_stopping()) {
    for (std::size_t i = 0; i < due.size() && !is_stopping(); ++i) {
      if (Clock::now() < due[i]) continue;
      due[i] = Clock::time_point::max();
      others_due = std::max(*std::min_element(due.begin(), due.end()), Clock::now() + kIdle);
      has_yielded = false;
      watches[i].run(kDuties[i], jobs);
      due[i] = has_yielded ? Clock::now() : Clock::now() + kDuties[i].every;
    }
    if (!is_stopping()) sleep_until(std::min(Clock::now() + kIdle, *std::min_element(due.begin(), due.end())));
  }
  log_audit_head(jobs);
  log_info("jobs stopped");
  return 0;
}

}  // namespace certportal::jobs
