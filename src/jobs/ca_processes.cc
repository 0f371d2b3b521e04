#include "jobs/ca_processes.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/log.h"
#include "model/product.h"

namespace certportal::jobs {
namespace {

constexpr std::chrono::seconds kPause{1};

std::vector<std::string> issuers_of(const Config& config, model::IssuerKind kind) {
  std::vector<std::string> names;
  for (const std::string& name : config.names("issuer"))
    if (model::kind_of_issuer(config, name) == kind) names.push_back(name);
  return names;
}

// What the bundle for other hosts sets: there the process is the loader that came along, and this the script that
// starts it.
const char* program() {
  const char* named = std::getenv("CERTPORTAL_PROGRAM");
  return named && *named ? named : "/proc/self/exe";
}

// Does not return.
[[noreturn]] void become_issuer(pid_t parent, const std::vector<std::string>& words) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(0);
  // The parent's connections stay the parent's.
  close_range(STDERR_FILENO + 1, ~0U, 0);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(program(), arguments.data());
  log_error(words.back() + ": its process cannot be started: " + std::strerror(errno));
  _exit(1);
}

}  // namespace

std::vector<std::string> local_issuers(const Config& config) { return issuers_of(config, model::IssuerKind::local); }
std::vector<std::string> remote_issuers(const Config& config) { return issuers_of(config, model::IssuerKind::cmp); }

CaProcesses::CaProcesses(const Config& config) : config_path_(config.path()) {
  for (const std::string& issuer : remote_issuers(config)) children_.push_back({issuer});
}

void CaProcesses::keep_running() {
  for (Child& child : children_) {
    notice_end(child);
    if (child.process == 0 && std::chrono::steady_clock::now() - child.started >= kPause) start(child);
  }
}

void CaProcesses::notice_end(Child& child) {
  int status = 0;
  if (child.process == 0 || waitpid(child.process, &status, WNOHANG) != child.process) return;
  log_error("the process of issuer " + child.issuer + " ended by " +
            (WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status)) : "itself") + " and is started again");
  child.process = 0;
}

void CaProcesses::start(Child& child) {
  child.started = std::chrono::steady_clock::now();
  pid_t parent = getpid();
  pid_t process = fork();
  if (process < 0) log_error("no process for issuer " + child.issuer + ": " + std::strerror(errno));
  if (process == 0) become_issuer(parent, {"certportal", "--config", config_path_, "jobs", "--issuer", child.issuer});
  child.process = process > 0 ? process : 0;
}

void CaProcesses::stop() {
  for (const Child& child : children_)
    if (child.process != 0) kill(child.process, SIGTERM);
  for (Child& child : children_) {
    while (child.process != 0 && waitpid(child.process, nullptr, 0) < 0 && errno == EINTR) continue;
    child.process = 0;
  }
}

}  // namespace certportal::jobs
