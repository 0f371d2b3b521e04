// The characters that names in headers are made of.
#pragma once

#include <string_view>

namespace certportal::http {

// RFC 9110 5.6.2: one or more of letters, digits and !#$%&'*+-.^_`|~
inline bool is_token(std::string_view text) {
  constexpr std::string_view kToken = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return !text.empty() && text.find_first_not_of(kToken) == std::string_view::npos;
}

}  // namespace certportal::http
