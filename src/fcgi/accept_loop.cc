// The loop over libfcgi. Connections are accepted here and handed to the library, which reads and writes the protocol:
// its own accept leaves a gap in which SIGTERM is lost, and a signal during its reads and writes breaks the request. So
// the signals that end a worker stay blocked but for the wait in accept(2), and the handler makes that wait fail.
#include "fcgi/accept_loop.h"

#include <fcgiapp.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "base/broken.h"
#include "base/log.h"
#include "base/notify.h"
#include "fcgi/listen.h"
#include "fcgi/parameters.h"
#include "http/response.h"

namespace certportal::fcgi {
namespace {
// The web servers buffer a request whole before they pass it on, so silence means a broken peer. It would hold the
// worker; the first bound is the one libfcgi sets itself (a silent client), the second allows for a slow disk.
constexpr int kSilenceSeconds = 2;
constexpr int kBodySilenceSeconds = 10;
// For all of it, however it drips.
constexpr unsigned kParametersSeconds = 5;
constexpr unsigned kBodySeconds = 60;

volatile std::sig_atomic_t is_ending = 0;
int accept_socket = -1;
int null_file = -1;
int read_socket = -1;

// The socket's number becomes one that accept(2) refuses: so a signal just before that call ends the wait as well.
void end_waiting(int) {
  int saved = errno;
  is_ending = 1;
  dup2(null_file, accept_socket);
  errno = saved;
}

// What libfcgi reads from then on is the end of the stream; an answer can still be sent.
void end_reading(int) {
  int saved = errno;
  shutdown(read_socket, SHUT_RD);
  errno = saved;
}

// While it lives, the connection is read from for so long at most.
class ReadingTime {
 public:
  ReadingTime(int connection, unsigned seconds) {
    read_socket = connection;
    alarm(seconds);
  }
  ReadingTime(const ReadingTime&) = delete;
  ReadingTime& operator=(const ReadingTime&) = delete;
  ~ReadingTime() { alarm(0); }
};

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&signals, signal);
  return signals;
}

void install_signals(int socket) {
  accept_socket = socket;
  null_file = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null_file < 0) throw Broken("cannot open /dev/null");
  is_ending = 0;
  struct sigaction action = {};
  action.sa_handler = end_waiting;  // without SA_RESTART
  action.sa_mask = ending_signals();
  sigset_t signals = ending_signals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  for (int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaction(signal, &action, nullptr);
  action.sa_handler = end_reading;
  sigaction(SIGALRM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void set_time_limits(int connection, int seconds) {
  timeval limit = {seconds, 0};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  limit.tv_sec = kBodySilenceSeconds;
  setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

// accept(2) with the ending signals let in. Where the socket came non-blocking, poll(2) does the waiting.
int accept_once(int socket) {
  sigset_t signals = ending_signals();
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  int connection = accept4(socket, nullptr, nullptr, SOCK_CLOEXEC);
  if (connection < 0 && errno == EAGAIN && !is_ending) {
    pollfd wait = {socket, POLLIN, 0};
    poll(&wait, 1, -1);
    errno = EAGAIN;
  }
  int problem = errno;
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  errno = problem;
  return connection;
}

// A connection, or -1 when the worker shall end or the socket is good for nothing.
int accept_connection(int socket) {
  while (!is_ending) {
    int connection = accept_once(socket);
    if (connection >= 0) return connection;
    if (is_ending || errno == EBADF || errno == ENOTSOCK || errno == EINVAL || errno == EOPNOTSUPP) break;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      log_error("cannot accept: " + std::string(std::strerror(errno)));
      poll(nullptr, 0, 100);
    }
  }
  return -1;
}

// The body as libfcgi hands it out; reads at most what was announced, and one byte to see that no more comes.
class RequestBody : public http::BodyReader {
 public:
  explicit RequestBody(FCGX_Request& request) : request_(request) {}

  Result<std::string> read(std::size_t limit) override {
    const char* announced = FCGX_GetParam("CONTENT_LENGTH", request_.envp);
    std::string_view text = announced ? announced : "";
    std::size_t length = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    bool is_number = error == std::errc{} && end == text.data() + text.size();
    if (error == std::errc::result_out_of_range || (is_number && length > limit))
      return Error{Code::too_large, "REQUEST_TOO_LARGE", "body of " + std::string(text) + " bytes"};
    if (!text.empty() && !is_number) return malformed("CONTENT_LENGTH malformed");
    set_time_limits(request_.ipcFd, kBodySilenceSeconds);
    ReadingTime time(request_.ipcFd, kBodySeconds);
    std::string body(length, '\0');
    if (take(body.data(), length) < length) return malformed("body ended early");
    char extra = 0;
    if (take(&extra, 1) > 0) return malformed("body longer than announced");
    return body;
  }

  // Reads what nobody wanted, up to `limit`: mod_fcgid writes the whole body before it reads, and closing with bytes
  // unread would make the kernel throw the reply away.
  void drain(std::size_t limit) {
    char buffer[16384];
    ReadingTime time(request_.ipcFd, kBodySeconds);
    for (std::size_t have = 0; have < limit && !is_at_end_;) have += take(buffer, sizeof buffer);
  }

 private:
  static Error malformed(const char* why) { return Error{Code::invalid, "REQUEST_MALFORMED", why}; }

  std::size_t take(char* buffer, std::size_t count) {
    std::size_t have = 0;
    while (have < count && !is_at_end_) {
      int wanted = static_cast<int>(std::min<std::size_t>(count - have, 1 << 20));
      int got = FCGX_GetStr(buffer + have, wanted, request_.in);
      is_at_end_ = got < wanted;
      have += static_cast<std::size_t>(std::max(got, 0));
    }
    return have;
  }

  FCGX_Request& request_;
  bool is_at_end_ = false;
};

std::string bare_500() {
  http::Response response = http::text(500, "Internal server error\n");
  http::add_security_headers(response);
  return http::to_cgi(response, false);
}

std::string answer(const Handler& handler, const http::ParameterLookup& parameter, http::BodyReader& body) {
  try {
    return handler(parameter, body);
  } catch (const std::exception& problem) {
    log_error("request failed: " + std::string(problem.what()));
  } catch (...) {
    log_error("request failed: unknown exception");
  }
  return bare_500();
}

// False if the peer is gone, or does not read.
bool write_whole(FCGX_Stream* out, std::string_view reply) {
  constexpr std::size_t kStep = 1 << 30;  // FCGX_PutStr counts in int
  for (; !reply.empty(); reply.remove_prefix(std::min(kStep, reply.size())))
    if (FCGX_PutStr(reply.data(), static_cast<int>(std::min(kStep, reply.size())), out) < 0) return false;
  return true;
}

// False if its parameters did not come whole: libfcgi would hand out those that did, a request that nobody sent.
bool accept_request(FCGX_Request& request) {
  ReadingTime time(request.ipcFd, kParametersSeconds);
  return FCGX_Accept_r(&request) == 0 && FCGX_GetError(request.in) == 0;
}

void serve(FCGX_Request& request, const LoopOptions& options, const Handler& handler) {
  RequestBody body(request);
  Parameters parameters(request.envp);
  auto parameter = [&parameters](const char* name) { return parameters.find(name); };
  std::string reply = answer(handler, parameter, body);
  body.drain(options.drain_limit);
  if (write_whole(request.out, reply)) FCGX_Finish_r(&request);  // it would try once more, and wait as long
}
}  // namespace

int run_worker(const LoopOptions& options, int socket, const Handler& handler) {
  install_signals(socket);
  setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0);  // +40 %: else it idles after each reply until the web server closes
  if (FCGX_Init() != 0) throw Broken("FCGX_Init failed");
  notify_ready();
  int connection = -1;
  while ((connection = accept_connection(socket)) >= 0) {
    set_time_limits(connection, kSilenceSeconds);
    FCGX_Request request;
    FCGX_InitRequest(&request, -1, FCGI_FAIL_ACCEPT_ON_INTR);  // -1: on a broken peer it must not accept by itself
    request.ipcFd = connection;
    request.keepConnection = 1;  // else FCGX_Accept_r closes it as the remains of a request before
    if (accept_request(request)) serve(request, options, handler);
    FCGX_Free(&request, 1);  // a connection kept open would pin this worker to one client
    if (options.after_reply && !options.after_reply()) is_ending = 1;
  }
  if (!is_ending) log_error("cannot accept on the listening socket any more: " + std::string(std::strerror(errno)));
  notify_stopping();
  if (!options.listen.empty()) remove_listening_socket(options.listen);
  return is_ending ? 0 : 1;
}

}  // namespace certportal::fcgi
