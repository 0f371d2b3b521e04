// Sockets of a worker. FCGX_OpenSocket is not used: it removes a live socket without asking.
#include "fcgi/listen.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace certportal::fcgi {
namespace {
constexpr std::string_view kScheme = "unix:";
constexpr int kBacklog = 1024;

Error refuse(std::string why) { return Error{Code::invalid, "", std::move(why)}; }

Error refuse_errno(const std::string& what) { return refuse(what + ": " + std::strerror(errno)); }

Result<int> inherited_socket() {
  int is_listening = 0;
  socklen_t length = sizeof is_listening;
  if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &length) == 0 && is_listening) {
    fcntl(STDIN_FILENO, F_SETFD, FD_CLOEXEC);
    return STDIN_FILENO;
  }
  return refuse(
      "standard input is not a listening socket: start the worker by a web server, by spawn-fcgi or by systemd, "
      "or with --listen unix:PATH");
}

// A descriptor that closes itself.
struct Descriptor {
  explicit Descriptor(int opened) : number(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
  int release() {
    int released = number;
    number = -1;
    return released;
  }
  int number;
};

int new_socket() { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

// Makes room at the path: a socket that nobody listens on is removed, anything else is left alone.
Result<void> clear_path(const sockaddr_un& address) {
  struct stat status;
  if (lstat(address.sun_path, &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) return refuse(std::string(address.sun_path) + " exists and is not a socket");
  Descriptor probe(new_socket());
  fcntl(probe.number, F_SETFL, O_NONBLOCK);  // a full queue is a sign of life, too
  bool is_dead =
      connect(probe.number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
  if (!is_dead) return refuse("another program listens on " + std::string(address.sun_path));
  if (unlink(address.sun_path) != 0) return refuse_errno(address.sun_path);
  return {};
}

Result<int> bind_socket(const sockaddr_un& address) {
  Descriptor listener(new_socket());
  if (listener.number < 0) return refuse_errno("socket");
  mode_t before = umask(0117);  // 0660: the web server reaches it by its group, others not at all
  int bound = bind(listener.number, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  umask(before);
  if (bound != 0 || listen(listener.number, kBacklog) != 0) return refuse_errno(address.sun_path);
  return listener.release();
}

Result<int> own_socket(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    return refuse("path of the socket is empty or longer than " + std::to_string(sizeof address.sun_path - 1) +
                  " bytes");
  std::memcpy(address.sun_path, path.data(), path.size());
  auto slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  Descriptor lock(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock.number < 0) return refuse_errno(folder);
  flock(lock.number, LOCK_EX);  // of two that start at once, the second must find the first one's socket alive
  if (auto cleared = clear_path(address); !cleared) return cleared.error();
  return bind_socket(address);
}
}  // namespace

Result<int> listening_socket(const std::string& listen) {
  if (listen.empty()) return inherited_socket();
  if (!listen.starts_with(kScheme)) return refuse("--listen wants unix:PATH, not '" + listen + "'");
  return own_socket(listen.substr(kScheme.size()));
}

void remove_listening_socket(const std::string& listen) { unlink(listen.substr(kScheme.size()).c_str()); }

}  // namespace certportal::fcgi
