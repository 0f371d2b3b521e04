// OpenSSL's HTTP client over a connection of our own: left to itself it tries a refused connection again and again
// until its time is over.
#include "issuer/cmp_http.h"

#include <fcntl.h>
#include <netdb.h>
#include <openssl/http.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "issuer/cmp_text.h"
#include "x509/fence.h"

namespace certportal::issuer {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::size_t kLargestAnswer = 100 << 10;
constexpr const char* kMediaType = "application/pkixcmp";  // RFC 6712 3.4

// A CA that closes its end while we write must not end this process. Blocked for the time being, not ignored: what is
// ignored stays so in the sendmail that this process starts.
class BrokenPipes {
 public:
  BrokenPipes() {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  ~BrokenPipes() {
    const timespec at_once{};
    if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&signal_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  BrokenPipes(const BrokenPipes&) = delete;
  BrokenPipes& operator=(const BrokenPipes&) = delete;

 private:
  sigset_t signal_{}, before_{};
};

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

struct AddressList {
  explicit AddressList(addrinfo* found) : first(found) {}
  AddressList(const AddressList&) = delete;
  AddressList& operator=(const AddressList&) = delete;
  ~AddressList() { freeaddrinfo(first); }
  addrinfo* first;
};

Error trouble(const std::string& text) { return {Code::unavailable, "", text}; }

Error silence() { return trouble("the CA did not answer in time"); }

milliseconds left_until(Clock::time_point deadline) {
  return std::max(milliseconds(0), duration_cast<milliseconds>(deadline - Clock::now()));
}

// 0, or the number of the error.
int wait_for_connection(int descriptor, Clock::time_point deadline) {
  pollfd wanted{descriptor, POLLOUT, 0};
  int ready = 0;
  do ready = poll(&wanted, 1, static_cast<int>(left_until(deadline).count()));
  while (ready < 0 && errno == EINTR);
  if (ready < 0) return errno;
  if (ready == 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

Result<Socket> connect_to(const CmpAddress& address, Clock::time_point deadline) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  const std::string place = address.host + ":" + address.port;
  if (int error = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found); error != 0)
    return trouble("no connection to " + place + ": " + gai_strerror(error));
  AddressList all(found);
  int error = ENOENT;
  for (const addrinfo* each = all.first; each != nullptr; each = each->ai_next) {
    Socket socket(::socket(each->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) throw Broken(std::string("no socket: ") + std::strerror(errno));
    error = connect(socket.get(), each->ai_addr, each->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) error = wait_for_connection(socket.get(), deadline);
    if (error == 0) return socket;
  }
  return trouble("no connection to " + place + ": " + std::strerror(error));
}

x509::OwnedBio bio_of(std::string_view bytes) {
  x509::OwnedBio bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  if (!bio) x509::throw_broken("no memory for a message");
  return bio;
}

std::string read_all(BIO* bio) {
  std::string content;
  char part[4096];
  for (int count = 0; (count = BIO_read(bio, part, sizeof part)) > 0;)
    content.append(part, static_cast<std::size_t>(count));
  return content;
}

}  // namespace

Result<CmpAddress> parse_cmp_url(const std::string& url) {
  x509::ErrorFence fence;
  if (url.starts_with("https://"))
    return Error{Code::invalid, "",
                 "must start with http://: CMP messages protect themselves, and https is not spoken"};
  char *host = nullptr, *port = nullptr, *path = nullptr;
  if (!url.starts_with("http://") ||
      OSSL_HTTP_parse_url(url.c_str(), nullptr, nullptr, &host, &port, nullptr, &path, nullptr, nullptr) != 1)
    return Error{Code::invalid, "", "must be http://HOST:PORT/PATH"};
  CmpAddress address{host, port, path};
  for (char* part : {host, port, path}) OPENSSL_free(part);
  return address;
}

Result<std::string> post_cmp(const CmpAddress& address, std::string_view message, Clock::time_point deadline) {
  x509::ErrorFence fence;
  BrokenPipes no_signal;
  auto socket = connect_to(address, deadline);
  if (!socket) return socket.error();
  auto seconds = std::chrono::ceil<std::chrono::seconds>(left_until(deadline)).count();
  if (seconds < 1) return silence();
  x509::OwnedBio connection(BIO_new_socket(socket->get(), BIO_NOCLOSE));
  if (!connection) x509::throw_broken("no memory for a connection");
  x509::OwnedBio request = bio_of(message);
  x509::OwnedBio answer(OSSL_HTTP_transfer(nullptr, address.host.c_str(), address.port.c_str(), address.path.c_str(), 0,
                                           nullptr, nullptr, connection.get(), connection.get(), nullptr, nullptr, 0,
                                           nullptr, kMediaType, request.get(), kMediaType, 1, kLargestAnswer,
                                           static_cast<int>(seconds), 0));
  if (answer) return read_all(answer.get());
  unsigned long first = ERR_peek_error();
  if (ERR_GET_LIB(first) == ERR_LIB_BIO && ERR_GET_REASON(first) == BIO_R_TRANSFER_TIMEOUT) return silence();
  return trouble("no CMP answer from " + address.host + ":" + address.port + ": " + openssl_reasons());
}

}  // namespace certportal::issuer
