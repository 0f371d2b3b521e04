#include "mock_cmp.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace certportal::test {
namespace {

void end(pid_t process) {
  if (process <= 0) return;
  kill(process, SIGKILL);
  waitpid(process, nullptr, 0);
}

std::string read_line(int descriptor) {
  std::string line;
  for (char c = 0; read(descriptor, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

int bind_loopback(int& port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (listener < 0 || bind(listener, any, size) != 0 || getsockname(listener, any, &size) != 0)
    throw std::runtime_error("no free port");
  port = ntohs(address.sin_port);
  return listener;
}

[[noreturn]] void answer_all(int listener, const std::string& answer) {
  for (;;) {
    int connection = accept(listener, nullptr, nullptr);
    char request[65536];
    if (read(connection, request, sizeof request) > 0 && write(connection, answer.data(), answer.size()) >= 0)
      shutdown(connection, SHUT_WR);
    while (read(connection, request, sizeof request) > 0) {}
    close(connection);
  }
}

}  // namespace

MockCmp::MockCmp(const std::vector<std::string>& options) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<std::string> words = {"openssl", "cmp", "-port", "0"};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], 1);
    dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 2);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  std::string line = "first";
  while (!line.empty() && line.find("ACCEPT") == std::string::npos) line = read_line(ends[0]);
  close(ends[0]);
  auto colon = line.rfind(':');
  if (line.empty() || colon == std::string::npos) throw std::runtime_error("openssl cmp -port does not start");
  port_ = line.substr(colon + 1, line.find(' ', colon) - colon - 1);
}

MockCmp::~MockCmp() { end(process_); }

MockListener::MockListener() : listener_(bind_loopback(port_)) { listen(listener_, 16); }

MockListener::MockListener(std::string answer) : MockListener() {
  process_ = fork();
  if (process_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGPIPE, SIG_IGN);
  answer_all(listener_, answer);
}

MockListener::~MockListener() {
  close(listener_);
  end(process_);
}

std::string unused_cmp_url() {
  int port = 0;
  close(bind_loopback(port));
  return "http://127.0.0.1:" + std::to_string(port) + "/pkix/";
}

}  // namespace certportal::test
