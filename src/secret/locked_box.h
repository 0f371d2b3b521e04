// Text that is kept outside and only read again here, with a key of this installation (libsodium crypto_secretbox:
// XSalsa20-Poly1305).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::secret {

// Raw bytes, 40 longer than the text. `purpose` divides what one key locks: a box is opened for its own purpose only.
// A key of any length.
std::string lock(std::string_view key, std::string_view purpose, std::string_view text);

// Error (text in log): not locked by this key for this purpose, or changed.
Result<std::string> open_locked(std::string_view key, std::string_view purpose, std::string_view box);

}  // namespace certportal::secret
