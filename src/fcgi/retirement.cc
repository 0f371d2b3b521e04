#include "fcgi/retirement.h"

namespace certportal::fcgi {

bool Retirement::is_due(std::uint64_t answered, std::uint64_t resident_bytes) const {
  return (requests > 0 && answered >= requests) || (bytes > 0 && resident_bytes >= bytes);
}

Retirement make_retirement(long requests, long megabytes, double chance) {
  auto bound = [&](long most, double unit) {
    return static_cast<std::uint64_t>(static_cast<double>(most) * unit * (1 + chance / 10));
  };
  return {bound(requests, 1), bound(megabytes, 1 << 20)};
}

}  // namespace certportal::fcgi
