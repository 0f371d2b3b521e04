#include "secret/keyed_digest.h"

#include "secret/sodium.h"

namespace certportal::secret {

std::string hmac_sha256(std::string_view key, std::string_view message) {
  init_sodium();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes(message), message.size());
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, bytes(digest));
  return digest;
}

}  // namespace certportal::secret
