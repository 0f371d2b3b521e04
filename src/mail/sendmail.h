// Hands a mail to the system's sendmail program. Knows nothing of queues and tries.
#pragma once

#include <chrono>
#include <string>

namespace certportal::mail {

struct Delivery {
  bool taken_over = false;  // exit status 0: the system's mailer has it; else keep it and try again later
  int exit_code = -1;       // of the program; -1 if it did not start, hung or died of a signal
  std::string answer;       // why not, for the log: what the program wrote (up to 2 KiB), or what kept it from running
};

// Runs PROGRAM -i -f SENDER -- RECIPIENT without a shell, with `message` on its standard input, and waits for its end;
// at the time-out its whole process group is killed. Throws Broken only if the process has no pipes or forks left.
Delivery deliver(const std::string& program, const std::string& sender, const std::string& recipient,
                 const std::string& message, std::chrono::milliseconds timeout);

}  // namespace certportal::mail
