// The loop in a process of its own, spoken to by a small FastCGI client over a unix socket.
#include "fcgi/accept_loop.h"

#include <cppunit/extensions/HelperMacros.h>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "http/response.h"

using namespace certportal;
using namespace certportal::fcgi;
using namespace std::string_literals;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// One record of the FastCGI protocol (specification 3.3).
std::string record(int type, const std::string& content) {
  std::string header = {1,
                        static_cast<char>(type),
                        0,
                        1,
                        static_cast<char>(content.size() >> 8),
                        static_cast<char>(content.size() & 255),
                        0,
                        0};
  return header + content;
}

std::string begin_request() { return record(1, "\0\1\0\0\0\0\0\0"s); }

std::string parameter(const std::string& name, const std::string& value) {
  return std::string{static_cast<char>(name.size()), static_cast<char>(value.size())} + name + value;
}

std::string head_of(const std::string& uri, const std::string& content_length) {
  std::string parameters =
      parameter("REQUEST_METHOD", "POST") + parameter("REQUEST_URI", uri) + parameter("CONTENT_LENGTH", content_length);
  return begin_request() + record(4, parameters) + record(4, "");
}

std::string whole_request(const std::string& uri, const std::string& body) {
  std::string request = head_of(uri, std::to_string(body.size()));
  for (std::size_t at = 0; at < body.size(); at += 60000) request += record(5, body.substr(at, 60000));
  return request + record(5, "");
}

// The standard output of the answer, taken out of its records.
std::string payload(const std::string& raw) {
  std::string out;
  for (std::size_t at = 0; at + 8 <= raw.size();) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(raw[at + i]); };
    std::size_t length = byte(4) * 256u + byte(5);
    if (byte(1) == 6) out += raw.substr(at + 8, length);
    at += 8 + length + byte(6);
  }
  return out;
}

class AcceptLoopTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AcceptLoopTest);
  CPPUNIT_TEST(requests_are_answered_one_after_another);
  CPPUNIT_TEST(bodies_are_read_up_to_the_limit_only);
  CPPUNIT_TEST(half_body_is_invalid_and_the_next_request_is_served);
  CPPUNIT_TEST(unread_body_does_not_cost_the_reply);
  CPPUNIT_TEST(header_that_came_twice_is_one_list);
  CPPUNIT_TEST(exception_gives_a_bare_500_and_the_loop_goes_on);
  CPPUNIT_TEST(broken_and_vanishing_clients_do_no_harm);
  CPPUNIT_TEST(half_parameters_are_no_request);
  CPPUNIT_TEST(silent_client_is_let_go);
  CPPUNIT_TEST(idle_worker_leaves_at_once);
  CPPUNIT_TEST(busy_worker_leaves_after_its_reply);
  CPPUNIT_TEST(retiring_worker_leaves_after_its_reply);
  CPPUNIT_TEST(live_socket_is_refused_dead_one_replaced);
  CPPUNIT_TEST(impossible_sockets_are_refused_with_the_cure);
  CPPUNIT_TEST_SUITE_END();

  std::string folder_, path_;
  pid_t worker_ = -1;
  int begun_[2] = {-1, -1};  // the worker writes a byte here when /slow has begun
  int go_[2] = {-1, -1};     // and waits for one here

 public:
  void setUp() override {
    char name[] = "/tmp/fcgi-test-XXXXXX";
    folder_ = mkdtemp(name);
    path_ = folder_ + "/w.sock";
  }

  void tearDown() override {
    if (worker_ > 0) {
      kill(worker_, SIGKILL);
      waitpid(worker_, nullptr, 0);
      worker_ = -1;
    }
    for (int* ends : {begun_, go_})
      for (int i : {0, 1})
        if (ends[i] >= 0) close(std::exchange(ends[i], -1));
    std::filesystem::remove_all(folder_);
  }

  std::string handle(const http::ParameterLookup& parameter, http::BodyReader& body) const {
    std::string uri = parameter("REQUEST_URI");
    if (uri == "/throw") throw std::runtime_error("on purpose");
    if (uri == "/throw-int") throw 1;
    if (uri == "/ignore") return http::to_cgi(http::text(200, "ignored"), false);
    if (uri == "/header") return http::to_cgi(http::text(200, parameter("HTTP_FROM")), false);
    if (uri == "/big") return http::to_cgi(http::text(200, std::string(3 << 20, 'x')), false);
    if (uri == "/slow") {
      char byte = 'x';
      if (write(begun_[1], &byte, 1) != 1 || read(go_[0], &byte, 1) != 1) std::abort();
    }
    auto text = body.read(100);
    std::string said = text ? "body " + *text : text.error().code == Code::too_large ? "too large" : "invalid";
    return http::to_cgi(http::text(200, said), false);
  }

  void start_worker(std::function<bool()> after_reply = {}) {
    CPPUNIT_ASSERT(pipe(begun_) == 0 && pipe(go_) == 0);
    LoopOptions options{.listen = "unix:" + path_, .after_reply = std::move(after_reply)};
    auto socket = listening_socket(options.listen);
    CPPUNIT_ASSERT(socket.ok());
    worker_ = fork();
    if (worker_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (!std::freopen("/dev/null", "w", stderr)) _exit(9);
      _exit(run_worker(options, *socket, [this](const auto& lookup, auto& body) { return handle(lookup, body); }));
    }
    for (int end : {*socket, std::exchange(begun_[1], -1), std::exchange(go_[0], -1)}) close(end);
  }

  int connect_to_worker() const {
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path_.data(), path_.size());
    timeval limit = {20, 0};
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    CPPUNIT_ASSERT_EQUAL(0, connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address));
    return client;
  }

  static void send_all(int client, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      ssize_t sent = send(client, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  static std::string receive(int client) {
    std::string raw;
    char buffer[65536];
    for (ssize_t got = 0; (got = read(client, buffer, sizeof buffer)) > 0;)
      raw.append(buffer, static_cast<std::size_t>(got));
    close(client);
    return payload(raw);
  }

  std::string ask(const std::string& request) const {
    int client = connect_to_worker();
    send_all(client, request);
    return receive(client);
  }

  void assert_alive() const { CPPUNIT_ASSERT(ask(whole_request("/", "x")).ends_with("body x")); }

  int exit_status() {
    int status = 0;
    waitpid(worker_, &status, 0);
    worker_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  void requests_are_answered_one_after_another() {
    start_worker();
    for (int i = 0; i < 20; ++i) {
      std::string answer = ask(whole_request("/", std::to_string(i)));
      CPPUNIT_ASSERT(answer.starts_with("Status: 200 OK\r\n") && answer.ends_with("body " + std::to_string(i)));
    }
    CPPUNIT_ASSERT(ask(whole_request("/big", "")).size() > (3 << 20));
  }

  void bodies_are_read_up_to_the_limit_only() {
    start_worker();
    CPPUNIT_ASSERT(ask(whole_request("/", std::string(100, 'x'))).ends_with("body " + std::string(100, 'x')));
    CPPUNIT_ASSERT(ask(whole_request("/", std::string(101, 'x'))).ends_with("too large"));
    CPPUNIT_ASSERT(ask(head_of("/", "99999999999999999999999") + record(5, "")).ends_with("too large"));
    for (const char* length : {"-1", "1x", "0x10"})
      CPPUNIT_ASSERT(ask(head_of("/", length) + record(5, "a") + record(5, "")).ends_with("invalid"));
    CPPUNIT_ASSERT(ask(head_of("/", "2") + record(5, "abc") + record(5, "")).ends_with("invalid"));
    CPPUNIT_ASSERT(ask(head_of("/", "") + record(5, "")).ends_with("body "));
  }

  void half_body_is_invalid_and_the_next_request_is_served() {
    start_worker();
    CPPUNIT_ASSERT(ask(head_of("/", "5") + record(5, "abc") + record(5, "")).ends_with("invalid"));
    int client = connect_to_worker();
    send_all(client, head_of("/", "5") + record(5, "abc"));
    close(client);
    assert_alive();
  }

  void unread_body_does_not_cost_the_reply() {
    start_worker();
    CPPUNIT_ASSERT(ask(whole_request("/ignore", std::string(900000, 'x'))).ends_with("ignored"));
    CPPUNIT_ASSERT(ask(whole_request("/", std::string(900000, 'x'))).ends_with("too large"));
    ask(whole_request("/ignore",
                      std::string(5 << 20, 'x')));  // beyond the bound: the reply may be lost, the worker not
    assert_alive();
  }

  // As of nginx before 1.23, behind a proxy that adds a line to the client's own.
  void header_that_came_twice_is_one_list() {
    start_worker();
    const std::string twice = parameter("HTTP_FROM", "forged") + parameter("HTTP_FROM_X", "another") +
                              parameter("REQUEST_URI", "/header") + parameter("HTTP_FROM", "real");
    CPPUNIT_ASSERT(ask(begin_request() + record(4, twice) + record(4, "") + record(5, "")).ends_with("forged, real"));
  }

  void exception_gives_a_bare_500_and_the_loop_goes_on() {
    start_worker();
    for (const char* uri : {"/throw", "/throw-int"}) {
      std::string answer = ask(whole_request(uri, "x"));
      CPPUNIT_ASSERT(answer.starts_with("Status: 500 ") && contains(answer, "Content-Security-Policy: "));
      CPPUNIT_ASSERT(!contains(answer, "on purpose"));
    }
    assert_alive();
  }

  void broken_and_vanishing_clients_do_no_harm() {
    start_worker();
    const std::string requests[] = {"",
                                    "GET / HTTP/1.1\r\n\r\n",
                                    std::string(100000, '\xff'),
                                    begin_request(),
                                    begin_request() + record(4, "\xff\xff"),
                                    record(4, "")};
    for (const std::string& request : requests) {
      int client = connect_to_worker();
      send_all(client, request);
      close(client);
    }
    int client = connect_to_worker();  // goes away while the answer is written
    send_all(client, whole_request("/big", ""));
    close(client);
    assert_alive();
  }

  void half_parameters_are_no_request() {
    start_worker();
    const std::string half =
        begin_request() + record(4, parameter("REQUEST_URI", "/") + parameter("CONTENT_LENGTH", ""));
    for (const std::string& end : {""s, record(2, ""), record(99, "x") + record(4, "") + record(5, "")}) {
      int client = connect_to_worker();
      send_all(client, half + end);
      shutdown(client, SHUT_WR);
      CPPUNIT_ASSERT_EQUAL(""s, receive(client));
    }
    assert_alive();
  }

  void silent_client_is_let_go() {
    start_worker();
    int client = connect_to_worker();
    assert_alive();
    CPPUNIT_ASSERT(receive(client).empty());
  }

  void idle_worker_leaves_at_once() {
    for (int signal : {SIGTERM, SIGINT, SIGUSR1}) {
      start_worker();
      assert_alive();
      kill(worker_, signal);
      CPPUNIT_ASSERT_EQUAL(0, exit_status());
      CPPUNIT_ASSERT(!std::filesystem::exists(path_));
      tearDown();
      setUp();
    }
  }

  void busy_worker_leaves_after_its_reply() {
    start_worker();
    int client = connect_to_worker();
    std::string request = whole_request("/slow", "half of me");
    send_all(client, request.substr(0, request.size() - 12));
    char byte = 0;
    CPPUNIT_ASSERT_EQUAL(ssize_t{1}, read(begun_[0], &byte, 1));
    for (int i = 0; i < 3; ++i) kill(worker_, SIGTERM);
    CPPUNIT_ASSERT_EQUAL(ssize_t{1}, write(go_[1], &byte, 1));
    kill(worker_, SIGTERM);  // while the rest of the body is waited for
    send_all(client, request.substr(request.size() - 12));
    CPPUNIT_ASSERT(receive(client).ends_with("body half of me"));
    CPPUNIT_ASSERT_EQUAL(0, exit_status());
  }

  void retiring_worker_leaves_after_its_reply() {
    int left = 3;  // the worker's own
    start_worker([&left] { return --left > 0; });
    for (int i = 0; i < 3; ++i) assert_alive();
    CPPUNIT_ASSERT_EQUAL(0, exit_status());
  }

  void live_socket_is_refused_dead_one_replaced() {
    auto live = listening_socket("unix:" + path_);
    CPPUNIT_ASSERT(live.ok());
    struct stat status;
    CPPUNIT_ASSERT_EQUAL(0, stat(path_.c_str(), &status));
    CPPUNIT_ASSERT_EQUAL(mode_t{0660}, status.st_mode & 07777);
    auto second = listening_socket("unix:" + path_);
    CPPUNIT_ASSERT(!second.ok() && contains(second.error().log, "another program listens"));
    close(*live);
    auto third = listening_socket("unix:" + path_);
    CPPUNIT_ASSERT(third.ok());
    close(*third);
  }

  void impossible_sockets_are_refused_with_the_cure() {
    auto none = listening_socket("");  // the test's standard input
    CPPUNIT_ASSERT(!none.ok() && contains(none.error().log, "--listen unix:PATH"));
    std::ofstream(path_) << "a file";
    for (const std::string& listen : {"unix:" + path_, "unix:"s, "unix:/" + std::string(200, 'x'), "tcp:80"s,
                                      "unix:" + folder_ + "/missing/w.sock"})
      CPPUNIT_ASSERT_MESSAGE(listen, !listening_socket(listen).ok());
    CPPUNIT_ASSERT(std::filesystem::is_regular_file(path_));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AcceptLoopTest);

}  // namespace
