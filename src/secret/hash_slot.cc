#include "secret/hash_slot.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "base/broken.h"

namespace certportal::secret {

namespace {
constexpr auto kPause = std::chrono::milliseconds(5);

// The open and locked file, or -1 if another holds it.
int try_file(const std::string& path) {
  int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) throw Broken(path + ": " + std::strerror(errno));
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  int problem = errno;
  close(file);
  if (problem != EWOULDBLOCK && problem != EINTR) throw Broken(path + ": " + std::strerror(problem));
  return -1;
}
}  // namespace

unsigned hash_slots(long workers, bool limits) {
  return limits ? static_cast<unsigned>(std::clamp(workers / 2, 1L, 1024L)) : 0;
}

std::optional<HashSlot> HashSlot::take(const std::string& run_dir, unsigned slots, std::chrono::milliseconds wait) {
  if (slots == 0) return HashSlot(-1);
  // Not the program's clock: that one may be moved or jump.
  auto deadline = std::chrono::steady_clock::now() + wait;
  unsigned first = static_cast<unsigned>(getpid()) % slots;
  for (;;) {
    for (unsigned i = 0; i < slots; ++i) {
      int file = try_file(run_dir + "/hash-" + std::to_string((first + i) % slots));
      if (file >= 0) return HashSlot(file);
    }
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(kPause);
  }
}

HashSlot::HashSlot(HashSlot&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

HashSlot& HashSlot::operator=(HashSlot&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

HashSlot::~HashSlot() {
  if (file_ >= 0) close(file_);
}

}  // namespace certportal::secret
