// Secrets that people copy by hand or read to each other: 80 random bits as 16 symbols of Crockford's base32 (0-9, A-Z
// without I, L, O, U).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certportal::secret {

// "7KQ4M2XD9TRB0VHE".
std::string new_crockford();

// "7KQ4M2XD9TRB0VHE" as "7KQ4-M2XD-9TRB-0VHE".
std::string show_crockford(std::string_view text);

// What was typed, as new_crockford() writes it: case, blanks and dashes (any Unicode dash) are ignored, O is 0, I and L
// are 1. "" if nothing was typed but these; nullopt for anything else that is not 16 symbols then.
std::optional<std::string> parse_crockford(std::string_view typed);

}  // namespace certportal::secret
