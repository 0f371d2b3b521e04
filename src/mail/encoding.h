// The encodings that carry UTF-8 through mail (RFC 2045, 2047). Pure functions; line ends are LF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certportal::mail {

inline constexpr std::size_t kLineLength = 76;

// A header's value, folded, the first line having `used` characters already. Other than plain words of printable ASCII
// becomes encoded words, cut between code points. Precondition: valid UTF-8 without control characters.
std::string encode_unstructured(std::string_view utf8, std::size_t used);

// The same for a display name: an atom, a quoted string, or encoded words.
std::string encode_phrase(std::string_view utf8, std::size_t used);

// Quoted-printable with soft line breaks; no line starts with "From " or with a dot. CRLF becomes LF.
std::string quoted_printable(std::string_view text);

// True if the text may travel as it is: printable ASCII, tabs and LF, no line that mailers alter or that is too long to
// be safe. Links then stay whole for whoever reads the raw mail.
bool needs_no_encoding(std::string_view text);

}  // namespace certportal::mail
