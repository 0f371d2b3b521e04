// Encodings of mail; the caller has checked the text, here nothing can fail.
#include "mail/encoding.h"

#include <algorithm>

#include "base/text.h"

namespace certportal::mail {
namespace {
constexpr char kHex[] = "0123456789ABCDEF";
constexpr std::size_t kMaximumPlainLine = 200;
constexpr std::size_t kEncodedWordFrame = 12;  // =?UTF-8?Q?…?=
constexpr std::size_t kMaximumEncodedWord = 75;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string base64(std::string_view bytes) {
  std::string out = to_base64url(bytes);
  std::replace(out.begin(), out.end(), '-', '+');
  std::replace(out.begin(), out.end(), '_', '/');
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

// RFC 2047 4.2, with the characters that 5 (3) leaves for a phrase, so that it fits everywhere.
std::string q_encode(std::string_view bytes) {
  std::string out;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    if (is_letter_or_digit(c) || std::string_view("!*+-/").find(c) != std::string_view::npos)
      out += c;
    else if (c == ' ')
      out += '_';
    else
      out.append({'=', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

std::size_t code_point_length(char first) {
  auto byte = static_cast<unsigned char>(first);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

// How many bytes from the start of `utf8`, whole code points, fit into `room` characters once encoded.
std::size_t fitting_length(std::string_view utf8, std::size_t room, bool is_q) {
  std::size_t length = 0;
  while (length < utf8.size()) {
    std::size_t next = length + code_point_length(utf8[length]);
    std::size_t encoded = is_q ? q_encode(utf8.substr(0, next)).size() : (next + 2) / 3 * 4;
    if (encoded > room && length > 0) break;
    length = next;
  }
  return length;
}

std::string encoded_words(std::string_view utf8, std::size_t used) {
  const bool is_q = q_encode(utf8).size() <= 2 * utf8.size();  // readable where most of it is ASCII
  std::string out;
  while (!utf8.empty()) {
    std::size_t taken = std::min(used, kMaximumEncodedWord - kEncodedWordFrame - 20);
    std::size_t length = fitting_length(utf8, kMaximumEncodedWord - kEncodedWordFrame - taken, is_q);
    std::string_view piece = utf8.substr(0, length);
    if (!out.empty()) out += "\n ";
    out += is_q ? "=?UTF-8?Q?" + q_encode(piece) + "?=" : "=?UTF-8?B?" + base64(piece) + "?=";
    utf8.remove_prefix(length);
    used = 1;
  }
  return out;
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Words separated by single blanks, none so long that its line could not be folded.
bool is_foldable(std::string_view text) {
  if (text.empty()) return true;
  for (std::string_view word : split(text, ' '))
    if (word.empty() || word.size() > kLineLength - 26) return false;
  return true;
}

std::string fold(std::string_view text, std::size_t used) {
  std::string out;
  for (std::string_view word : split(text, ' ')) {
    bool fits = used + 1 + word.size() <= kLineLength;
    if (!out.empty()) out += fits ? " " : "\n ";
    used = out.empty() || fits ? used + 1 + word.size() : 1 + word.size();
    out += word;
  }
  return out;
}

// One line of the body: bytes as quoted-printable (RFC 2045 6.7).
void append_encoded_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    char c = line[at];
    auto byte = static_cast<unsigned char>(c);
    bool is_last = at + 1 == line.size();
    bool is_blank = c == ' ' || c == '\t';
    bool starts_badly = column == 0 && (c == '.' || line.substr(at).starts_with("From "));
    bool is_literal = (is_blank && !is_last) || (c > 0x20 && c < 0x7F && c != '=' && !starts_badly);
    std::size_t width = is_literal ? 1 : 3;
    if (column + width > (is_last ? kLineLength : kLineLength - 1)) {
      out += "=\n";
      column = 0;
      --at;  // decided anew: what starts a line has rules of its own
      continue;
    }
    if (is_literal)
      out += c;
    else
      out.append({'=', kHex[byte >> 4], kHex[byte & 15]});
    column += width;
  }
}
}  // namespace

std::string encode_unstructured(std::string_view utf8, std::size_t used) {
  if (is_printable_ascii(utf8) && utf8.find("=?") == std::string_view::npos && is_foldable(utf8))
    return fold(utf8, used);
  return encoded_words(utf8, used);
}

std::string encode_phrase(std::string_view utf8, std::size_t used) {
  if (!is_printable_ascii(utf8) || utf8.find("=?") != std::string_view::npos || used + utf8.size() > kLineLength - 10)
    return encoded_words(utf8, used);
  std::string quoted = "\"";
  for (char c : utf8) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_encoded_line(out, line);
    out += '\n';
  }
  return out;
}

bool needs_no_encoding(std::string_view text) {
  for (std::string_view line : split(text, '\n')) {
    bool is_plain = std::all_of(line.begin(), line.end(), [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
    if (!is_plain || line.size() > kMaximumPlainLine) return false;
    if (line.starts_with('.') || line.starts_with("From ") || line.ends_with(' ')) return false;
  }
  return true;
}

}  // namespace certportal::mail
