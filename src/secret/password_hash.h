// Argon2id hashes of passwords: 19 MiB, 2 passes, 1 lane (OWASP ASVS 5.0 11.4.2), parameters in the hash.
// A hash costs about 10 ms of one core: take a HashSlot first.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certportal::secret {

inline constexpr std::size_t kLongestPasswordBytes = 1024;

// "$argon2id$v=19$m=19456,t=2,p=1$…", at most 127 characters. Precondition: at most kLongestPasswordBytes.
// Throws Broken if there is no memory for it.
std::string hash_password(std::string_view password);

// True if `hash` was made of this password; false for a malformed hash or a password that is too long.
bool verify_password(std::string_view password, const std::string& hash);

// A hash of no known password, with today's parameters: verified for unknown accounts, so that they cost the same.
const std::string& dummy_password_hash();

// True if `hash` was made with other parameters than today's (or is none): hash anew after a successful sign-in.
bool needs_rehash(const std::string& hash);

}  // namespace certportal::secret
