// Bounds how many processes of this host hash passwords at once, so that a storm of sign-ins never stops the pages.
// A slot is a flock on one of `slots` files; the kernel frees it when its holder dies.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace certportal::secret {

// At most max(1, workers / 2) hashes at once; 0 (no bound) with limits off.
unsigned hash_slots(long workers, bool limits);

// Held until destroyed. Movable only.
class HashSlot {
 public:
  // A free slot below `run_dir` (files hash-0, hash-1, …), tried for up to `wait`; nullopt if all stay taken: answer
  // 429. slots == 0 grants at once without a file. Throws Broken if the folder cannot be used.
  static std::optional<HashSlot> take(const std::string& run_dir, unsigned slots,
                                      std::chrono::milliseconds wait = std::chrono::milliseconds(250));

  HashSlot(HashSlot&& other) noexcept;
  HashSlot& operator=(HashSlot&& other) noexcept;
  HashSlot(const HashSlot&) = delete;
  HashSlot& operator=(const HashSlot&) = delete;
  ~HashSlot();

 private:
  explicit HashSlot(int file) : file_(file) {}
  int file_;  // -1: no bound, or moved from
};

}  // namespace certportal::secret
