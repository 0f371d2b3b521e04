#include "admin/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace certportal::admin {
namespace {

Error failure(const std::string& user, const char* what) {
  return Error{Code::invalid, "", std::string("cannot become service_user '") + user + "': " + what};
}

}  // namespace

Result<void> drop_privileges(const Config& config) {
  const std::string& user = config.text("service_user");
  if (user.empty() || (getuid() != 0 && geteuid() != 0)) return {};
  errno = 0;
  const passwd* entry = getpwnam(user.c_str());
  if (!entry) return failure(user, errno == 0 ? "there is no such system user" : std::strerror(errno));
  if (entry->pw_uid == 0) return {};  // the operator wants root, plainly
  uid_t uid = entry->pw_uid;
  gid_t gid = entry->pw_gid;
  // Groups first: without root's rights they could not be changed any more.
  if (initgroups(user.c_str(), gid) != 0 || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0)
    return failure(user, std::strerror(errno));
  // A kernel that says yes and leaves a way back would be worse than one that says no.
  if (getuid() != uid || geteuid() != uid || getgid() != gid || getegid() != gid || setuid(0) == 0)
    return failure(user, "root's rights are still there afterwards");
  return {};
}

}  // namespace certportal::admin
