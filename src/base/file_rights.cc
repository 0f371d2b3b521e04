#include "base/file_rights.h"

#include <grp.h>
#include <pwd.h>

namespace certportal {
namespace {

bool is_one_users_own(gid_t gid) {
  const group* entry = getgrgid(gid);
  if (!entry || entry->gr_mem[0]) return false;
  const passwd* user = getpwnam(entry->gr_name);
  return user && user->pw_gid == gid;
}

}  // namespace

bool is_open_to_others(const struct stat& status) {
  if ((status.st_mode & (S_IRWXO | S_IWGRP | S_IXGRP)) != 0) return true;
  return (status.st_mode & S_IRGRP) != 0 && !is_one_users_own(status.st_gid);
}

}  // namespace certportal
