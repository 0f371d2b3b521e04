// The doctor's look at this host: folders that everybody may write into, and the way from the web server to the
// workers.
#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "admin/doctor.h"

namespace certportal::admin {
namespace {

// The users that web servers run as: in Debian, and in packages of others.
constexpr const char* kWebServers[] = {"www-data", "nginx", "apache", "lighttpd", "http"};

std::string name_of(uid_t uid) {
  const passwd* entry = getpwuid(uid);
  return entry ? entry->pw_name : std::to_string(uid);
}

bool is_there(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// Who may not read the workers' key is not their user, and need not write into their folder.
bool is_of_another_user(const Config& config, const struct stat& run_dir) {
  return run_dir.st_uid != 0 && access(config.text("worker.form_key_file").c_str(), R_OK) != 0;
}

void examine_run_dir(const Config& config, const std::string& path, Findings& findings) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    findings.push_back(
        {Grade::error, "run_dir", path + " is not there", "make the folder, writable by the workers' user"});
  } else if (access(path.c_str(), W_OK | X_OK) == 0) {
    findings.push_back({Grade::ok, "run_dir", path, ""});
  } else if (is_of_another_user(config, status)) {
    findings.push_back({Grade::ok, "run_dir", path + " (" + name_of(status.st_uid) + ")", ""});
  } else {
    findings.push_back({Grade::warning, "run_dir", path + " cannot be written by " + name_of(geteuid()),
                        "chown it to the workers' user, unless that is another one"});
  }
}

// Anybody could put a socket, a CRL or a page of their own there.
void examine_open_folders(const Config& config, Findings& findings) {
  for (const char* key : {"run_dir", "log_dir", "pki_dir", "template_dir"}) {
    const std::string& path = config.text(key);
    struct stat status {};
    if (!path.empty() && stat(path.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0)
      findings.push_back({Grade::error, "folders", std::string(key) + " " + path + " may be written by everybody",
                          "chmod o-w " + path});
  }
}

struct Visitor {
  uid_t uid;
  std::vector<gid_t> groups;
};

Visitor visitor_of(const passwd& entry) {
  int count = 64;
  Visitor visitor{entry.pw_uid, std::vector<gid_t>(static_cast<std::size_t>(count))};
  if (getgrouplist(entry.pw_name, entry.pw_gid, visitor.groups.data(), &count) < 0) count = 1;
  visitor.groups.resize(static_cast<std::size_t>(count));
  return visitor;
}

// `right`: 1 to pass a folder, 2 to write. By mode alone: an access list may allow more.
bool may(const Visitor& visitor, const std::string& path, mode_t right) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return false;
  if (status.st_uid == visitor.uid) return (status.st_mode & (right << 6)) != 0;
  const bool is_member = std::count(visitor.groups.begin(), visitor.groups.end(), status.st_gid) > 0;
  return (status.st_mode & (is_member ? right << 3 : right)) != 0;
}

bool may_connect(const Visitor& visitor, const std::string& socket) {
  if (!may(visitor, socket, 2)) return false;
  std::filesystem::path folder = std::filesystem::path(socket).parent_path();
  for (; folder != folder.root_path(); folder = folder.parent_path())
    if (!may(visitor, folder, 1)) return false;
  return true;
}

// No web server that is known here could reach the workers.
void examine_web_server(const std::string& socket, Findings& findings) {
  std::string known;
  for (const char* name : kWebServers) {
    const passwd* entry = getpwnam(name);
    if (!entry) continue;
    if (may_connect(visitor_of(*entry), socket)) return;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  if (!known.empty())
    findings.push_back({Grade::warning, "socket", known + " may not connect to " + socket,
                        "let the web server's user into the group of the socket and of its folder, then restart it"});
}

// 0, or why there is no connection.
int try_to_connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return ENAMETOOLONG;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0) return errno;
  int problem = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
  close(probe);
  return problem;
}

// There is none where the web server starts the workers itself. Of a stack, nginx is the same user.
void examine_socket(const std::string& run_dir, Findings& findings) {
  const std::string path = run_dir + "/w.sock";
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return;
  if (!S_ISSOCK(status.st_mode)) {
    findings.push_back({Grade::error, "socket", path + " is no socket", "remove it, then start the workers"});
    return;
  }
  if (try_to_connect(path) == ECONNREFUSED)
    findings.push_back({Grade::warning, "socket", "no worker listens on " + path, "start the workers"});
  else
    findings.push_back({Grade::ok, "socket", path, ""});
  if (!is_there(run_dir + "/nginx.pid")) examine_web_server(path, findings);
}

// What scripts/portal has left there tells that it is used: without these it could not start again.
void examine_tools(const std::string& run_dir, Findings& findings) {
  if (!is_there(run_dir + "/workers.pid")) return;
  for (const char* path : {"/usr/bin/spawn-fcgi", "/usr/bin/multiwatch"})
    if (access(path, X_OK) != 0)
      findings.push_back({Grade::warning, "tools",
                          std::string(path) + " is missing, which scripts/portal starts workers by",
                          "install the package " + std::string(path).substr(9)});
}

}  // namespace

void examine_host(const Config& config, Findings& findings) {
  const std::string& run_dir = config.text("run_dir");
  examine_run_dir(config, run_dir, findings);
  examine_open_folders(config, findings);
  examine_socket(run_dir, findings);
  examine_tools(run_dir, findings);
}

}  // namespace certportal::admin
