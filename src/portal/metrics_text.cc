#include "portal/metrics_text.h"

#include <charconv>

namespace certportal::portal {
namespace {

std::string escaped(std::string_view value) {
  std::string text;
  for (char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n')
      text += "\\n";
    else
      text += c;
  }
  return text;
}

}  // namespace

std::string metrics_number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

void MetricsText::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
  text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void MetricsText::sample(std::string_view suffix, const Labels& labels, double value) {
  append(suffix, labels, metrics_number(value));
}

void MetricsText::append(std::string_view suffix, const Labels& labels, std::string_view value) {
  text_.append(name_).append(suffix);
  char separator = '{';
  for (const auto& [name, content] : labels) {
    text_.append(1, separator).append(name).append("=\"").append(escaped(content)).append("\"");
    separator = ',';
  }
  text_.append(labels.empty() ? " " : "} ").append(value).append("\n");
}

}  // namespace certportal::portal
