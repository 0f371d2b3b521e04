// Codes of authenticator apps: TOTP (RFC 6238) with SHA-1, 6 digits and steps of 30 seconds, the one set that every app
// understands. By liboath.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace certportal::secret {

// 20 random bytes (RFC 4226, section 4, R6).
std::string new_totp_secret();

// As apps take it by hand: base32 (RFC 4648, section 6) in groups of four, "JBSW Y3DP …".
std::string show_totp_secret(std::string_view secret);

// What the QR code holds: otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=ISSUER.
std::string totp_address(std::string_view secret, std::string_view issuer, std::string_view account);

// The code of a step, such as "042917". Throws Broken if liboath fails.
std::string totp_code(std::string_view secret, std::uint64_t step);

// The number of the step that `code` belongs to: the present one, the one before or the one after, for clocks that
// differ and slow hands (RFC 6238, section 5.2); nullopt for none of them. Whoever takes a code takes its step, and
// none twice nor an earlier one. The time depends on nothing that is secret.
std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code, Time now);

}  // namespace certportal::secret
