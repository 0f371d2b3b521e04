#include "jobs/jobs.h"

#include <chrono>
#include <csignal>
#include <ctime>

#include "base/broken.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "jobs/outbox.h"
#include "store/sweep.h"

namespace certportal::jobs {
namespace {

constexpr std::chrono::milliseconds kIdle{500};

volatile std::sig_atomic_t stop_asked = 0;
void ask_stop(int) { stop_asked = 1; }

void sleep(std::chrono::milliseconds duration) {
  // nanosleep ends early on a signal, which is what is wanted.
  timespec pause{duration.count() / 1000, (duration.count() % 1000) * 1'000'000};
  nanosleep(&pause, nullptr);
}

bool is_stopping() { return stop_asked != 0; }

// One kind of work: how often it is looked at, and one pass of it; false if something is left for a later try.
struct Duty {
  const char* name;
  std::chrono::milliseconds every;
  bool (*run)(Jobs& jobs);
};

constexpr Duty kDuties[] = {
    {"outbox", kIdle, [](Jobs& jobs) { return send_outbox(jobs, is_stopping).failed == 0; }},
    {"sweep", std::chrono::minutes(5),
     [](Jobs& jobs) {
       store::sweep(jobs.database, now());
       return true;
     }},
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
    } catch (const Broken& problem) {
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
  using Clock = std::chrono::steady_clock;
  struct sigaction action = {};
  action.sa_handler = ask_stop;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  log_info("jobs started");
  Watch watches[std::size(kDuties)];
  Clock::time_point due[std::size(kDuties)] = {};
  while (!is_stopping()) {
    for (std::size_t i = 0; i < std::size(kDuties) && !is_stopping(); ++i) {
      if (Clock::now() < due[i]) continue;
      watches[i].run(kDuties[i], jobs);
      due[i] = Clock::now() + kDuties[i].every;
    }
    if (!is_stopping()) sleep(kIdle);
  }
  log_info("jobs stopped");
  return 0;
}

}  // namespace certportal::jobs
