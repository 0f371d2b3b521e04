// OpenSSL's mock CMP server, and worse CAs: each on a free port, ended with its object.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace certportal::test {

// `openssl cmp -port …` with these options. Throws std::runtime_error if it does not start.
class MockCmp {
 public:
  explicit MockCmp(const std::vector<std::string>& options);
  MockCmp(const MockCmp&) = delete;
  MockCmp& operator=(const MockCmp&) = delete;
  ~MockCmp();

  std::string url() const { return "http://127.0.0.1:" + port_ + "/pkix/"; }

 private:
  pid_t process_ = -1;
  std::string port_;
};

// Takes connections by the kernel alone; or, with an answer, gives each one these bytes after its request.
class MockListener {
 public:
  MockListener();  // never says a word
  explicit MockListener(std::string answer);
  MockListener(const MockListener&) = delete;
  MockListener& operator=(const MockListener&) = delete;
  ~MockListener();

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/pkix/"; }

 private:
  int port_ = 0;
  int listener_ = -1;  // bound by what sets port_
  pid_t process_ = -1;
};

// The address of a port that nobody listens on.
std::string unused_cmp_url();

}  // namespace certportal::test
