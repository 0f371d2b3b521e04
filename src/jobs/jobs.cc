#include "jobs/jobs.h"

#include <csignal>
#include <ctime>
#include <chrono>

#include "base/broken.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "jobs/outbox.h"
#include "store/sweep.h"

namespace certportal::jobs {
namespace {

constexpr std::chrono::milliseconds kIdle{500};
constexpr Seconds kSweepEvery = std::chrono::minutes(5);

volatile std::sig_atomic_t stop_asked = 0;
void ask_stop(int) { stop_asked = 1; }

void sleep(std::chrono::milliseconds duration) {
  // nanosleep ends early on a signal, which is what is wanted.
  timespec pause{duration.count() / 1000, (duration.count() % 1000) * 1'000'000};
  nanosleep(&pause, nullptr);
}

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
  OutboxPass pass = send_outbox(jobs, [] { return stop_asked != 0; });
  store::sweep(jobs.database, now());
  return pass.failed == 0;
}

int run_daemon(Jobs& jobs) {
  struct sigaction action = {};
  action.sa_handler = ask_stop;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  log_info("jobs started");
  auto swept_at = std::chrono::steady_clock::time_point{};
  bool is_away = false;
  while (!stop_asked) {
    try {
      send_outbox(jobs, [] { return stop_asked != 0; });
      if (std::chrono::steady_clock::now() - swept_at > kSweepEvery) {
        store::sweep(jobs.database, now());
        swept_at = std::chrono::steady_clock::now();
      }
      if (is_away) log_info("database is back");
      is_away = false;
      sleep(kIdle);
    } catch (const Broken& problem) {
      if (!is_away) log_error(std::string("jobs wait: ") + problem.what());
      is_away = true;
      sleep(std::chrono::seconds(2));
    }
  }
  log_info("jobs stopped");
  return 0;
}

}  // namespace certportal::jobs
