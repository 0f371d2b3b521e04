// The sendmail pipe. The child's standard input stays open for reading here as well: so a program that ends without
// reading raises no SIGPIPE, and what it left unread can be counted.
#include "mail/sendmail.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

#include "base/broken.h"
#include "base/text.h"

namespace certportal::mail {
namespace {
constexpr std::size_t kMaximumAnswer = 2048;

class Descriptor {
 public:
  Descriptor() = default;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }
  void reset(int number = -1) {
    if (number_ >= 0) close(number_);
    number_ = number;
  }
  int get() const { return number_; }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;

  // Numbers from 3 on, even in a program whose standard streams are closed: the child's 0, 1, 2 are put over them.
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Broken("cannot make a pipe for sendmail");
    read_end.reset(fcntl(ends[0], F_DUPFD_CLOEXEC, 3));
    write_end.reset(fcntl(ends[1], F_DUPFD_CLOEXEC, 3));
    close(ends[0]);
    close(ends[1]);
    if (read_end.get() < 0 || write_end.get() < 0) throw Broken("cannot make a pipe for sendmail");
  }
};

void set_nonblocking(const Descriptor& descriptor) {
  fcntl(descriptor.get(), F_SETFL, fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

// What the child starts with: the three streams and nothing else, a process group of its own (so that a time-out
// reaches its children too), signals as if the shell had started it.
class SpawnPlan {
 public:
  SpawnPlan(const Pipe& input, const Pipe& output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input.read_end.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output.write_end.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output.write_end.get(), STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  // 0, or the errno of what failed.
  int spawn(pid_t& process, char* const* arguments) const {
    return posix_spawn(&process, arguments[0], &actions_, &attributes_, arguments, environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

class Conversation {
 public:
  Conversation(const std::string& message, std::chrono::milliseconds timeout)
      : rest_(message), deadline_(std::chrono::steady_clock::now() + timeout) {
    set_nonblocking(input_.write_end);
    set_nonblocking(output_.read_end);
  }

  Delivery run(char* const* arguments) {
    // All that the pipe holds (mails are smaller) is in it before there is a program that reads it: should this process
    // be killed, the mail arrives whole, not as far as it was written.
    feed();
    pid_t process = -1;
    if (int problem = SpawnPlan(input_, output_).spawn(process, arguments); problem != 0) {
      if (problem == EAGAIN || problem == ENOMEM) throw Broken("cannot start a process for sendmail");
      return {false, -1, std::string(arguments[0]) + ": " + std::strerror(problem)};
    }
    output_.write_end.reset();
    Descriptor process_handle;
    process_handle.reset(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));  // glibc 2.36 declares it for C only
    bool has_ended = process_handle.get() >= 0 && talk(process_handle.get());
    if (!has_ended) kill(-process, SIGKILL);
    int status = 0;
    while (waitpid(process, &status, 0) < 0)
      if (errno != EINTR) return {false, -1, "the program's end was not seen"};
    take_answer();
    return judge(has_ended, status);
  }

 private:
  // Feeds the message and collects what is said until the program ends; false at the time-out.
  bool talk(int process_handle) {
    for (;;) {
      auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
      if (left <= 0) return false;
      pollfd waits[] = {
          {process_handle, POLLIN, 0}, {output_.read_end.get(), POLLIN, 0}, {input_.write_end.get(), POLLOUT, 0}};
      if (poll(waits, 3, static_cast<int>(std::min<long>(left, 60000))) <= 0) continue;
      if (waits[2].revents != 0) feed();
      if (waits[1].revents != 0) take_answer();
      if (waits[0].revents != 0) return true;
    }
  }

  void feed() {
    ssize_t written = write(input_.write_end.get(), rest_.data(), rest_.size());
    if (written > 0) rest_.remove_prefix(static_cast<std::size_t>(written));
    if (rest_.empty()) input_.write_end.reset();  // the end of the mail
  }

  // Reads on beyond the bound, so that a talkative program is not stopped.
  void take_answer() {
    char buffer[4096];
    ssize_t got = 0;
    while (output_.read_end.get() >= 0 && (got = read(output_.read_end.get(), buffer, sizeof buffer)) > 0) {
      std::size_t room = kMaximumAnswer - answer_.size();
      answer_.append(buffer, std::min(room, static_cast<std::size_t>(got)));
    }
    if (got == 0) output_.read_end.reset();
  }

  Delivery judge(bool has_ended, int status) const {
    std::string said = answer_.empty() ? "" : ": " + std::string(trim(answer_));
    if (!has_ended) return {false, -1, "killed at the time-out" + said};
    if (WIFSIGNALED(status)) return {false, -1, "died of signal " + std::to_string(WTERMSIG(status)) + said};
    int exit_code = WEXITSTATUS(status);
    if (exit_code != 0) return {false, exit_code, "exit status " + std::to_string(exit_code) + said};
    int unread = 0;
    ioctl(input_.read_end.get(), FIONREAD, &unread);
    if (!rest_.empty() || unread > 0) return {false, 0, "ended without reading the mail" + said};
    return {true, 0, std::string(trim(answer_))};
  }

  Pipe input_;
  Pipe output_;
  std::string_view rest_;
  std::string answer_;
  std::chrono::steady_clock::time_point deadline_;
};
}  // namespace

Delivery deliver(const std::string& program, const std::string& sender, const std::string& recipient,
                 const std::string& message, std::chrono::milliseconds timeout) {
  std::string arguments[] = {program, "-i", "-f", sender, "--", recipient};
  char* pointers[7] = {};
  for (std::size_t i = 0; i < 6; ++i) {
    if (arguments[i].empty() || arguments[i].find('\0') != std::string::npos)
      return {false, -1, "program, sender or recipient is empty or holds NUL"};
    pointers[i] = arguments[i].data();
  }
  return Conversation(message, timeout).run(pointers);
}

}  // namespace certportal::mail
