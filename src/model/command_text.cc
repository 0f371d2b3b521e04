#include "model/command_text.h"

#include <algorithm>

#include "base/text.h"

namespace certportal::model {
namespace {

struct Range {
  char32_t first, last;
};

// Letters. What stands between and behind holds quotation marks that PowerShell takes for its own, and signs that
// Windows turns into ASCII ones for programs of one byte a character.
constexpr Range kLetters[] = {{0xC0, 0xD6},   {0xD8, 0xF6},   {0xF8, 0x17F},  {0x200, 0x24F},  {0x386, 0x386},
                              {0x388, 0x3FF}, {0x400, 0x481}, {0x48A, 0x52F}, {0x1E00, 0x1EFF}};

bool is_plain(char32_t point) {
  if (point < 0x80) {
    auto c = static_cast<char>(point);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-&()").find(c) != std::string_view::npos;
  }
  return std::any_of(std::begin(kLetters), std::end(kLetters),
                     [point](const Range& range) { return point >= range.first && point <= range.last; });
}

// Of one code point's bytes.
char32_t decode(std::string_view bytes) {
  auto first = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() == 1) return first;
  char32_t point = first & (0x7Fu >> bytes.size());
  for (char byte : bytes.substr(1)) point = point << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  return point;
}

}  // namespace

std::string command_text(std::string_view text, std::size_t most) {
  std::string plain;
  while (!text.empty()) {
    std::string_view one = first_code_points(text, 1);
    text.remove_prefix(one.size());
    if (is_plain(decode(one)))
      plain += one;
    else if (!plain.empty() && plain.back() != ' ')
      plain += ' ';
  }
  return std::string(trim(first_code_points(plain, most)));
}

}  // namespace certportal::model
