// A process of its own for each CA behind the network. One exchange with such a CA may take half a minute, and
// OpenSSL's client waits in it: mails, handovers and other CAs must not wait as well. Threads would share connection
// and prepared statements, which nothing here is made for; a child may die at any time, and is started again. It runs
// the program anew, `certportal jobs --issuer NAME`: what reads a CA's answers from the network has none of the other
// duties' secrets in its memory.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/config.h"

namespace certportal::jobs {

// The issuers of the configuration that jobs asks for certificates: in this process, or each in one of its own. Those
// of manual ones come from an officer.
std::vector<std::string> local_issuers(const Config& config);
std::vector<std::string> remote_issuers(const Config& config);

class CaProcesses {
 public:
  explicit CaProcesses(const Config& config);

  // Starts what does not run (any more), each at most once a second.
  void keep_running();

  // Each finishes the exchange under way.
  void stop();

 private:
  struct Child {
    std::string issuer;
    pid_t process = 0;  // 0: does not run
    std::chrono::steady_clock::time_point started = {};
  };

  void notice_end(Child& child);
  void start(Child& child);

  std::string config_path_;
  std::vector<Child> children_;
};

}  // namespace certportal::jobs
