#include "secret/password_hash.h"

#include <cassert>
#include <cerrno>

#include "base/broken.h"
#include "secret/sodium.h"

namespace certportal::secret {

namespace {
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19456 * 1024;
}  // namespace

std::string hash_password(std::string_view password) {
  assert(password.size() <= kLongestPasswordBytes);
  init_sodium();
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(hash, password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Broken("no memory for hashing a password");
  return hash;
}

bool verify_password(std::string_view password, const std::string& hash) {
  if (password.size() > kLongestPasswordBytes || hash.size() >= crypto_pwhash_STRBYTES) return false;
  init_sodium();
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  // A wrong password must not be told from one that there was no memory to compare.
  if (errno == ENOMEM) throw Broken("no memory for verifying a password");
  return false;
}

const std::string& dummy_password_hash() {
  // Salt and sum are random bytes, so that not even its maker knows a password. A hash made at first use would make the
  // first unknown account of each worker slower than a known one.
  static const std::string hash =
      "$argon2id$v=19$m=19456,t=2,p=1$uQLZTavePC7wdLVitudFTg$T1wb9AkfIx7JxiDisenpSBM7iy1lSxTKyu/hUF/26GM";
  return hash;
}

bool needs_rehash(const std::string& hash) {
  init_sodium();
  return hash.size() >= crypto_pwhash_STRBYTES ||
         crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemoryBytes) != 0;
}

}  // namespace certportal::secret
