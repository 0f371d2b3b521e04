// Digests that only who holds the key can make or check.
#pragma once

#include <string>
#include <string_view>

namespace certportal::secret {

// HMAC-SHA-256 (RFC 2104): 32 raw bytes. A key of any length.
std::string hmac_sha256(std::string_view key, std::string_view message);

}  // namespace certportal::secret
