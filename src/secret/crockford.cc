#include "secret/crockford.h"

#include "base/random.h"

namespace certportal::secret {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 16;
constexpr std::size_t kGroup = 4;

// Blanks and dashes that keyboards, word processors and chat programs put in: Unicode's White_Space and
// Dash_Punctuation, with those that look alike (minus, soft hyphen, zero-width space, byte order mark).
constexpr std::string_view kIgnored[] = {" ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\u0085", "\u00A0",
                                         "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                                         "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u2028", "\u2029", "\u202F",
                                         "\u205F", "\u2060", "\u3000", "\uFEFF", "-",      "\u00AD", "\u058A", "\u05BE",
                                         "\u1806", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2043",
                                         "\u2212", "\u2E3A", "\u2E3B", "\uFE58", "\uFE63", "\uFF0D"};

// How many bytes at the beginning of `text` count for nothing; 0 if a symbol stands there.
std::size_t ignored_bytes(std::string_view text) {
  for (std::string_view ignored : kIgnored)
    if (text.starts_with(ignored)) return ignored.size();
  return 0;
}

// '\0' for what is no symbol.
char read_symbol(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return kSymbols.find(c) == std::string_view::npos ? '\0' : c;
}

}  // namespace

std::string new_crockford() {
  std::string text;
  unsigned bits = 0, count = 0;
  for (char byte : random_bytes(kLength * 5 / 8)) {
    bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xFFF;  // at most four are left over from the byte before
    for (count += 8; count >= 5; count -= 5) text += kSymbols[bits >> (count - 5) & 31];
  }
  return text;
}

std::string show_crockford(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % kGroup == 0) shown += '-';
    shown += text[i];
  }
  return shown;
}

std::optional<std::string> parse_crockford(std::string_view typed) {
  std::string text;
  while (!typed.empty()) {
    if (std::size_t ignored = ignored_bytes(typed)) {
      typed.remove_prefix(ignored);
      continue;
    }
    char symbol = read_symbol(typed.front());
    if (symbol == '\0' || text.size() == kLength) return std::nullopt;
    text += symbol;
    typed.remove_prefix(1);
  }
  if (!text.empty() && text.size() != kLength) return std::nullopt;
  return text;
}

}  // namespace certportal::secret
