// The log: one line an event on standard error, "2026-11-28T10:00:00Z level text". Line breaks and other
// control characters in the text are replaced, so that nothing a client sends can forge a line.
#pragma once

#include <string_view>

namespace certportal {

void log_info(std::string_view text);
void log_warning(std::string_view text);  // an operator should look at it
void log_error(std::string_view text);    // something was not done

}  // namespace certportal
