// Every string is first turned into code points, by its type, then written as UTF-8 with the dangerous ones escaped.
#include "x509/asn1_text.h"

#include "base/text.h"

namespace certportal::x509 {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Reads the code point at `at` and moves behind it; one U+FFFD for each byte that starts none.
char32_t next_utf8(std::string_view bytes, std::size_t& at) {
  unsigned first = byte_at(bytes, at);
  std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (!is_valid_utf8(bytes.substr(at, size))) {
    ++at;
    return kReplacement;
  }
  char32_t point = size == 1 ? first : first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) point = (point << 6) | (byte_at(bytes, at + i) & 0x3F);
  at += size;
  return point;
}

std::u32string from_utf8(std::string_view bytes) {
  std::u32string points;
  for (std::size_t at = 0; at < bytes.size();) points += next_utf8(bytes, at);
  return points;
}

// Issuers put UTF-8 into every 8-bit type; what is no UTF-8 counts as Latin-1, as in OpenSSL.
std::u32string from_8_bit(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return from_utf8(bytes);
  std::u32string points;
  for (unsigned char byte : bytes) points += byte;
  return points;
}

// Big-endian units of 2 bytes (with surrogate pairs) or 4.
std::u32string from_wide(std::string_view bytes, std::size_t unit) {
  std::u32string points;
  for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
    char32_t point = 0;
    for (std::size_t i = 0; i < unit; ++i) point = (point << 8) | byte_at(bytes, at + i);
    bool low_surrogate = point >= 0xDC00 && point <= 0xDFFF;
    if (low_surrogate && !points.empty() && points.back() >= 0xD800 && points.back() <= 0xDBFF)
      points.back() = 0x10000 + ((points.back() - 0xD800) << 10) + (point - 0xDC00);
    else
      points += point;
  }
  if (bytes.size() % unit != 0) points += kReplacement;
  return points;
}

// Would hide, or rewrite the text around it: controls, line and paragraph separators, bidirectional controls.
bool is_dangerous(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

bool is_string(int type) {
  switch (type) {
    case V_ASN1_UTF8STRING:
    case V_ASN1_PRINTABLESTRING:
    case V_ASN1_IA5STRING:
    case V_ASN1_T61STRING:
    case V_ASN1_VISIBLESTRING:
    case V_ASN1_NUMERICSTRING:
    case V_ASN1_GENERALSTRING:
    case V_ASN1_BMPSTRING:
    case V_ASN1_UNIVERSALSTRING: return true;
    default: return false;
  }
}

std::u32string code_points(const ASN1_STRING* string) {
  std::string_view bytes = as_view(string);
  switch (ASN1_STRING_type(string)) {
    case V_ASN1_UTF8STRING: return from_utf8(bytes);
    case V_ASN1_BMPSTRING: return from_wide(bytes, 2);
    case V_ASN1_UNIVERSALSTRING: return from_wide(bytes, 4);
    default: return from_8_bit(bytes);
  }
}

void append_utf8(std::string& text, char32_t point) {
  auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = kReplacement;
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0 | (point >> 6));
  } else if (point < 0x10000) {
    add(0xE0 | (point >> 12));
    add(0x80 | ((point >> 6) & 0x3F));
  } else {
    add(0xF0 | (point >> 18));
    add(0x80 | ((point >> 12) & 0x3F));
    add(0x80 | ((point >> 6) & 0x3F));
  }
  add(0x80 | (point & 0x3F));
}

void append_visible(std::string& text, char32_t point) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  if (!is_dangerous(point)) return append_utf8(text, point);
  std::string bytes;
  append_utf8(bytes, point);
  for (unsigned char byte : bytes) {
    text += '\\';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
}

std::string visible(std::string_view bytes, bool keep_lines) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t point = next_utf8(bytes, at);
    if (keep_lines && point == '\n')
      text += '\n';
    else
      append_visible(text, point);
  }
  return text;
}

std::string visible(const ASN1_STRING* value) {
  if (!is_string(ASN1_STRING_type(value))) return hash_and_der(value);
  std::string text;
  for (char32_t point : code_points(value)) append_visible(text, point);
  return text;
}

std::string hash_and_der(const ASN1_STRING* value) {
  Owned<ASN1_TYPE, ASN1_TYPE_free> any(ASN1_TYPE_new());
  if (!any || ASN1_TYPE_set1(any.get(), ASN1_STRING_type(value), value) != 1) throw_broken("a value cannot be copied");
  return "#" + to_hex(encode_der(any.get(), i2d_ASN1_TYPE));
}

std::string oid_text(const ASN1_OBJECT* object) {
  char text[80];  // enough for nearly all; a longer one is asked for again
  int size = OBJ_obj2txt(text, sizeof text, object, 1);
  if (size <= 0) return "0.0";
  if (size < static_cast<int>(sizeof text)) return text;
  std::string longer(static_cast<std::size_t>(size) + 1, '\0');
  OBJ_obj2txt(longer.data(), size + 1, object, 1);
  longer.pop_back();
  return longer;
}

std::string short_name(const ASN1_OBJECT* object) {
  int nid = OBJ_obj2nid(object);
  return nid == NID_undef ? oid_text(object) : OBJ_nid2sn(nid);
}

std::string long_name(const ASN1_OBJECT* object) {
  int nid = OBJ_obj2nid(object);
  return nid == NID_undef ? oid_text(object) : OBJ_nid2ln(nid);
}

}  // namespace certportal::x509
