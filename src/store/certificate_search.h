// What somebody typed into the search field, made into the values that it may match. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certportal::store {

inline constexpr std::size_t kMaxSearch = 200;  // code points; longer text is cut

// A certificate matches if any of these does.
struct CertificateSearch {
  std::string text_pattern;                  // of LIKE, wildcards in the text escaped: part of a name as typed
  std::optional<std::string> ascii_pattern;  // likewise its A-label form where it differs
  std::optional<std::uint64_t> number;
  std::optional<std::string> serial;  // model::normal_serial()
  std::optional<std::string> sha256;  // bytes
  std::optional<std::string> sha1;    // bytes

  bool operator==(const CertificateSearch&) const = default;
};

// A pattern of LIKE for text anywhere, its wildcards escaped.
std::string like_pattern(std::string_view text);

// nullopt: there is nothing but blanks. Precondition: valid UTF-8.
std::optional<CertificateSearch> parse_search(std::string_view text);

}  // namespace certportal::store
