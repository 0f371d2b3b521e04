// The password that a technical contact gives to the successor (handover.md, rule 2).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::secret {

// 80 random bits as 16 symbols of Crockford's base32 (0-9, A-Z without I, L, O, U). Hash it by hash_password().
std::string new_session_password();

// "7KQ4M2XD9TRB0VHE" as "7KQ4-M2XD-9TRB-0VHE".
std::string show_session_password(std::string_view password);

// What was typed, as new_session_password() writes it: case, blanks and dashes (any Unicode dash) are ignored, O is 0,
// I and L are 1. Error (invalid): SESSION_PASSWORD_MISSING, or SESSION_PASSWORD_MALFORMED for anything that is not 16
// symbols then.
Result<std::string> parse_session_password(std::string_view typed);

}  // namespace certportal::secret
