// Whom a secret file is open to.
#pragma once

#include <sys/stat.h>

namespace certportal {

// False if only the file's owner may open it, or also a group that is one user's own (of that user's name, with no
// other member), which may read it only: root:certportal-jobs, 0640.
bool is_open_to_others(const struct stat& status);

}  // namespace certportal
