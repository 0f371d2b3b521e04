// Text that workers can seal and only jobs can open (libsodium crypto_box_seal: X25519, XSalsa20-Poly1305).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::secret {

// Keys are 43 characters of base64url, as they stand in the key files; blanks and line ends around them are ignored.
struct SealPair {
  std::string public_key;
  std::string secret_key;
};

SealPair make_seal_pair();

// The public key that belongs to a secret one. Error (text in log): not a key.
Result<std::string> seal_public_key(std::string_view secret_key);

// True if the text is a key in the form above.
bool is_seal_key(std::string_view key);

// Raw bytes, 48 longer than the text. Throws Broken if `public_key` is not a key: check it at the start.
std::string seal(std::string_view public_key, std::string_view text);

// Error (text in log): not a key, or the box was not sealed for it or was changed.
Result<std::string> open_sealed(std::string_view secret_key, std::string_view box);

}  // namespace certportal::secret
