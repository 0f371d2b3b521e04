#include "x509/pem_text.h"

#include <algorithm>

#include "base/text.h"

namespace certportal::x509 {

std::optional<std::string> decode_base64(std::string_view body) {
  Wiped text;
  text.bytes.reserve(body.size());
  for (char c : body)
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') text.bytes += c;
  const std::string& digits = text.bytes;
  std::size_t padding = digits.size() - std::min(digits.size(), digits.find_last_not_of('=') + 1);
  bool padding_inside = digits.find('=') < digits.size() - padding;
  if (digits.empty() || digits.size() % 4 != 0 || padding > 2 || padding_inside) return std::nullopt;
  std::string bytes(digits.size() / 4 * 3, '\0');
  int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), as_bytes(digits),
                             static_cast<int>(digits.size()));
  // Less than that: OpenSSL took dashes at the end for the end of the text.
  if (size != static_cast<int>(bytes.size())) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::optional<std::string_view> label_of(std::string_view line, std::string_view begin_or_end) {
  constexpr std::string_view kDashes = "-----";
  line = trim(line);
  if (!line.starts_with(begin_or_end) || !line.ends_with(kDashes)) return std::nullopt;
  line.remove_prefix(begin_or_end.size());
  if (line.size() < kDashes.size()) return std::nullopt;
  return line.substr(0, line.size() - kDashes.size());
}

bool Lines::next(std::string_view& line) {
  if (at_ >= text_.size()) return false;
  start_ = at_;
  std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
  line = text_.substr(at_, end - at_);
  at_ = std::min(text_.size(), end + (text_.substr(end, 2) == "\r\n" ? 2 : 1));
  ++number_;
  return true;
}

}  // namespace certportal::x509
