// When a worker ends by itself, to be replaced by a fresh one: what leaks in a library must not grow for ever.
#pragma once

#include <cstdint>

namespace certportal::fcgi {

struct Retirement {
  std::uint64_t requests = 0;  // after so many; 0: no bound
  std::uint64_t bytes = 0;     // or with so much memory; 0: no bound

  bool is_due(std::uint64_t answered, std::uint64_t resident_bytes) const;
};

// The configured bounds (0: none), both up to a tenth higher by `chance` (0 to 1): workers that began together do not
// all end together.
Retirement make_retirement(long requests, long megabytes, double chance);

}  // namespace certportal::fcgi
