// Text functions; bytes in, bytes out, no locale.
#include "base/text.h"

namespace certportal {

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view host_of_url(std::string_view text) {
  auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return text;
  text.remove_prefix(scheme + 3);
  return text.substr(0, text.find_first_of("/:?#"));
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

std::string to_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string to_base64url(std::string_view bytes) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (unsigned char byte : bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) out += kAlphabet[(buffer >> (bits - 6)) & 63];
  }
  if (bits > 0) out += kAlphabet[(buffer << (6 - bits)) & 63];
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += kDigits[c >> 4];
      out += kDigits[c & 15];
    }
  }
  return out;
}

namespace {
constexpr char32_t kMalformed = 0xFFFFFFFF;

// Reads the code point that starts at `at` and moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(at++);
  if (first < 0x80) return first;
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4) return kMalformed;
  char32_t point = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (byte(at) & 0xC0) != 0x80) return kMalformed;
    point = (point << 6) | (byte(at++) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point < kLeast[more] || point > 0x10FFFF || surrogate ? kMalformed : point;
}
}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (next_code_point(text, at) == kMalformed) return false;
  return true;
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (unsigned char c : utf8) count += (c & 0xC0) != 0x80;
  return count;
}

std::string_view first_code_points(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at) {
    bool starts = (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
    if (starts && count-- == 0) break;
  }
  return utf8.substr(0, at);
}

bool has_control_characters(std::string_view utf8, std::string_view allowed) {
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t point = next_code_point(utf8, at);
    if (point < 0x80 && allowed.find(static_cast<char>(point)) != std::string_view::npos) continue;
    bool control = point < 0x20 || (point >= 0x7F && point < 0xA0) || point == kMalformed;
    bool bidirectional = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    bool separator = point == 0x2028 || point == 0x2029;
    if (control || bidirectional || separator) return true;
  }
  return false;
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t start = at;
    next_code_point(text, at);
    std::string_view point = text.substr(start, at - start);
    shown += has_control_characters(point) ? "?" : point;
  }
  return shown;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string line;
  std::size_t count = 0;
  bool is_blank_due = false;
  auto add = [&](std::string_view one) {
    if (count++ < most) line += one;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t start = at;
    bool is_malformed = next_code_point(text, at) == kMalformed;
    if (is_malformed) at = start + 1;
    std::string_view one = text.substr(start, at - start);
    if (one == " " || (!is_malformed && has_control_characters(one))) {
      is_blank_due = !line.empty();
      continue;
    }
    if (is_blank_due) add(" ");
    is_blank_due = false;
    add(is_malformed ? "?" : one);
  }
  return std::string(trim(line));
}

}  // namespace certportal
