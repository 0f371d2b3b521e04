// What a person wrote, made harmless in a command that others will paste into a shell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certportal::model {

// Letters of Europe, digits, and . - & ( ) between blanks: what means itself between double quotes in a POSIX shell,
// cmd.exe and PowerShell, in certreq's INF files and in the names that OpenSSL and keytool read. Everything else
// becomes one blank; at most `most` code points. Precondition: valid UTF-8.
std::string command_text(std::string_view text, std::size_t most);

}  // namespace certportal::model
