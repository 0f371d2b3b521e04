// Decoding of urlencoded text. Strict on purpose: what a browser sends is always well formed.
#include "http/form.h"

#include "base/text.h"

namespace certportal::http {
namespace {
Error malformed(const char* why) { return Error{Code::invalid, "FORM_MALFORMED", why}; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '+' && plus_is_blank) c = ' ';
    if (c == '%') {
      int high = at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
      int low = at + 2 < text.size() ? hex_value(text[at + 2]) : -1;
      if (high < 0 || low < 0) return malformed("malformed percent escape");
      c = static_cast<char>(high * 16 + low);
      at += 2;
    }
    if (c == '\0') return malformed("NUL in a field");
    decoded += c;
  }
  if (!is_valid_utf8(decoded)) return malformed("invalid UTF-8 in a field");
  return decoded;
}

Result<Form> Form::parse(std::string_view text) {
  Form form;
  while (!text.empty()) {
    auto end = text.find('&');
    std::string_view field = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (field.empty()) continue;
    if (form.size() == kMaximumFields) return malformed("too many fields");
    auto equals = field.find('=');
    auto name = percent_decode(field.substr(0, equals), true);
    if (!name) return name.error();
    auto value = percent_decode(equals == std::string_view::npos ? "" : field.substr(equals + 1), true);
    if (!value) return value.error();
    form.add(std::move(*name), std::move(*value));
  }
  return form;
}

std::string_view Form::get(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return value;
  return {};
}

bool Form::has(std::string_view name) const {
  for (const auto& field : fields_)
    if (field.first == name) return true;
  return false;
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : fields_)
    if (key == name) values.push_back(value);
  return values;
}

bool is_media_type(std::string_view content_type, std::string_view type) {
  return to_lower_ascii(trim(content_type.substr(0, content_type.find(';')))) == type;
}

}  // namespace certportal::http
