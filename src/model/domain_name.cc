#include "model/domain_name.h"

#include <idn2.h>

#include <algorithm>
#include <cstdint>
#include <new>

#include "base/text.h"

namespace certportal::model {

namespace {
// Never IDN2_USE_STD3_ASCII_RULES: it drops what it should refuse, and a full-width "ex@mple" would become "exmple",
// another's domain. is_host_label() refuses instead.
constexpr int kFlags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
constexpr std::size_t kLongestName = 253;
constexpr std::size_t kLongestInput = 1024;  // before mapping, which may drop characters

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_a_label(std::string_view label) { return label.substr(0, 4) == "xn--"; }

bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// Takes over a text that libidn2 allocated, if its call succeeded.
std::optional<std::string> take(int result, char* text) {
  if (result == IDN2_MALLOC) throw std::bad_alloc();
  std::optional<std::string> taken;
  if (result == IDN2_OK) taken = text;
  idn2_free(text);
  return taken;
}

std::optional<std::string> lookup(const std::string& name) {
  std::uint8_t* ascii = nullptr;
  int result = idn2_lookup_u8(reinterpret_cast<const std::uint8_t*>(name.c_str()), &ascii, kFlags);
  return take(result, reinterpret_cast<char*>(ascii));
}

std::optional<std::string> u_label(const std::string& label) {
  char* unicode = nullptr;
  int result = idn2_to_unicode_8z8z(label.c_str(), &unicode, IDN2_NONTRANSITIONAL);
  auto taken = take(result, unicode);
  if (!taken || is_ascii(*taken) || has_control_characters(*taken)) return std::nullopt;
  if (lookup(*taken) != label) return std::nullopt;
  return taken;
}

// True for labels that IDNA has nothing against. Plain ASCII labels never go through libidn2, which refuses "r3---sn",
// a name that exists, also beside a label with an umlaut.
bool is_fine_label(std::string_view label) {
  return is_host_label(label) && (!is_a_label(label) || u_label(std::string(label)).has_value());
}
}  // namespace

std::optional<std::string> to_ascii(std::string_view name, bool wildcard) {
  if (name.size() > kLongestInput || name.find('\0') != std::string_view::npos) return std::nullopt;
  bool star = wildcard && name.substr(0, 2) == "*.";
  if (star) name.remove_prefix(2);
  if (!is_valid_utf8(name)) return std::nullopt;
  std::string ascii;
  for (std::string_view label : split(name, '.')) {
    auto part = is_ascii(label) ? to_lower_ascii(label) : lookup(std::string(label));
    if (!part) return std::nullopt;
    ascii += '.';
    ascii += *part;
  }
  ascii.erase(0, 1);
  // Only now: an ideographic full stop parts labels, too (RFC 5895, section 2).
  auto labels = split(ascii, '.');
  if (!std::all_of(labels.begin(), labels.end(), is_fine_label)) return std::nullopt;
  if (star) ascii.insert(0, "*.");
  if (ascii.size() > kLongestName) return std::nullopt;
  return ascii;
}

std::optional<std::string> to_unicode(std::string_view ascii) {
  std::string unicode;
  bool differs = false;
  for (std::string_view label : split(ascii, '.')) {
    unicode += '.';
    if (!is_a_label(label)) {
      unicode += label;
      continue;
    }
    auto shown = u_label(std::string(label));
    if (!shown) return std::nullopt;
    unicode += *shown;
    differs = true;
  }
  if (!differs) return std::nullopt;
  return unicode.substr(1);
}

DisplayName display_name(std::string_view ascii) {
  bool plain = is_ascii(ascii) && ascii.size() <= kLongestName && ascii.find('\0') == std::string_view::npos;
  // Nearly every name is plain: a list asks this for each of its rows.
  bool has_a_label = plain && to_lower_ascii(ascii).find("xn--") != std::string::npos;
  return {std::string(ascii), has_a_label ? to_unicode(ascii).value_or("") : ""};
}

}  // namespace certportal::model
