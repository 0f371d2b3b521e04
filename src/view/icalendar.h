// The text form of iCalendar (RFC 5545 3.1, 3.3.11). What the lines tell, this file does not know.
#pragma once

#include <string>
#include <string_view>

namespace certportal::view {

// Appends "NAME:value" and CR LF, folded so that no line is longer than 75 octets and no character is cut in two.
// `line` has no line breaks.
void append_icalendar_line(std::string& calendar, std::string_view line);

// As the value of a property of type TEXT: backslash, semicolon, comma and line feed escaped, other control characters
// left out.
std::string icalendar_text(std::string_view text);

}  // namespace certportal::view
