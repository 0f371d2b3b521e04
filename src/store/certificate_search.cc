#include "store/certificate_search.h"

#include <charconv>

#include "base/text.h"
#include "model/certificate_record.h"
#include "model/domain_name.h"

namespace certportal::store {
namespace {

constexpr std::size_t kSha256Digits = 64, kSha1Digits = 40;

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number > INT64_MAX) return std::nullopt;
  return number;
}

int digit_value(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

std::string hex_bytes(std::string_view digits) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2)
    bytes += static_cast<char>(digit_value(digits[at]) * 16 + digit_value(digits[at + 1]));
  return bytes;
}

// Digits without what people put between them; "" if anything else is in it.
std::string hex_digits(std::string_view text) {
  std::string digits;
  for (char c : to_lower_ascii(text)) {
    if (c == ':' || c == ' ') continue;
    if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return "";
    digits += c;
  }
  return digits;
}

}  // namespace

std::string like_pattern(std::string_view text) {
  std::string pattern = "%";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

std::optional<CertificateSearch> parse_search(std::string_view text) {
  text = trim(first_code_points(trim(text), kMaxSearch));
  if (text.empty()) return std::nullopt;
  CertificateSearch search;
  search.text_pattern = like_pattern(text);
  if (auto ascii = model::to_ascii(text, true); ascii && *ascii != to_lower_ascii(text))
    search.ascii_pattern = like_pattern(*ascii);
  search.number = parse_number(text);
  if (std::string serial = model::normal_serial(text); !serial.empty()) search.serial = serial;
  std::string digits = hex_digits(text);
  if (digits.size() == kSha256Digits) search.sha256 = hex_bytes(digits);
  if (digits.size() == kSha1Digits) search.sha1 = hex_bytes(digits);
  return search;
}

}  // namespace certportal::store
