// The system's generator is the only source of randomness in the program.
#include "base/random.h"

#include <sys/random.h>

#include <cerrno>

#include "base/broken.h"

namespace certportal {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t have = 0; have < count;) {
    ssize_t got = getrandom(bytes.data() + have, count - have, 0);
    if (got < 0 && errno != EINTR) throw Broken("getrandom failed");
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace certportal
