// What a browser calls itself, in words that its owner knows.
#pragma once

#include <string>
#include <string_view>

namespace certportal::view {

// "Firefox, Windows" from a User-Agent (RFC 9110, section 10.1.5); one part alone, or "" if nothing of it is known.
// Never text of the header itself, which anybody may choose.
std::string browser_name(std::string_view user_agent);

}  // namespace certportal::view
