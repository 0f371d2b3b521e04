// Small, pure text functions that several layers need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certportal {

std::string_view trim(std::string_view text);  // blanks, tabs, line ends at both ends; a view into `text`
std::vector<std::string_view> split(std::string_view text, char separator);  // keeps empty parts
std::string to_lower_ascii(std::string_view text);
std::string to_upper_ascii(std::string_view text);

// An address is pasted as often as a name: "https://www.example.org/path" gives "www.example.org", what has no "://"
// stays as it is. A view into `text`.
std::string_view host_of_url(std::string_view text);

std::string to_hex(std::string_view bytes);         // lower case, two digits a byte
std::string to_base64url(std::string_view bytes);   // RFC 4648 5, without padding
std::string percent_encode(std::string_view text);  // RFC 3986: all but unreserved characters

bool is_valid_utf8(std::string_view text);             // RFC 3629: no overlong form, no surrogate
std::size_t count_code_points(std::string_view utf8);  // precondition: valid UTF-8
std::string_view first_code_points(std::string_view utf8, std::size_t count);  // at most so many; precondition likewise

// True if the text holds a control character (C0, DEL, C1) other than those in `allowed`, a line or paragraph separator
// (U+2028, U+2029), or a bidirectional override, embedding or isolate (U+202A-202E, U+2066-2069): each would let a name
// rewrite the text around it.
bool has_control_characters(std::string_view utf8, std::string_view allowed = "");

// A text as a terminal may show it: what has_control_characters() finds, and what is not UTF-8, becomes '?'.
std::string printable(std::string_view text);

// Whatever a stranger wrote, as one line of valid UTF-8 for a log, a column or a page: runs of blanks and of what
// has_control_characters() finds become one blank, bytes that are no UTF-8 a question mark each. At most `most` code
// points.
std::string one_line(std::string_view text, std::size_t most);

}  // namespace certportal
