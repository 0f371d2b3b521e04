// For the files of secret/ only: libsodium made ready.
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace certportal::secret {

// Before any other call into libsodium; throws Broken if it refuses.
void init_sodium();

inline const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace certportal::secret
