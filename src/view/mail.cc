#include "view/mail.h"

#include "base/text.h"
#include "view/language.h"

namespace certportal::view {
namespace {
constexpr std::size_t kWidth = 72;

// A line longer than kWidth characters is broken at blanks; a word longer than that, a link, stays whole.
std::string wrap(std::string_view line) {
  std::string out;
  std::size_t column = 0;
  for (std::string_view word : split(line, ' ')) {
    std::size_t width = count_code_points(word);
    if (column > 0 && column + 1 + width > kWidth) {
      out += '\n';
      column = 0;
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
  }
  return out;
}

// Sections that are not shown leave their blank lines behind: at most one stays.
std::string tidy(std::string_view text) {
  std::string out;
  for (std::string_view line : split(text, '\n')) {
    if (line.empty() && (out.empty() || out.ends_with("\n\n"))) continue;
    out += count_code_points(line) > kWidth ? wrap(line) : std::string(line);
    out += '\n';
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}
}  // namespace

Result<MailText> render_mail(const Site& site, std::string_view kind, std::string_view language_code,
                             const std::map<std::string, std::string>& values) {
  const Language& language = site.language(language_code);
  std::string file = std::string(kind) + ".mail.tpl";
  if (!language.has_template(file)) return Error{Code::not_found, "", "no mail of kind " + std::string(kind)};
  ctemplate::TemplateDictionary dictionary("mail");
  for (const auto& [name, value] : values) {
    if (!is_valid_utf8(value) || has_control_characters(value)) {
      return Error{Code::not_found, "", "mail " + std::string(kind) + ": control character in " + name};
    }
    dictionary.SetValue(name, value);
    if (name == "HOURS") dictionary.ShowSection(value == "1" ? "ONE_HOUR" : "SOME_HOURS");
  }
  dictionary.ShowSection(values.contains("NAME") ? "HAS_NAME" : "NO_NAME");
  if (!site.settings().support_email.empty()) dictionary.ShowSection("HAS_SUPPORT_EMAIL");
  std::string text = language.expand(file, dictionary);
  std::size_t end = text.find('\n');
  return MailText{text.substr(0, end), tidy(std::string_view(text).substr(end + 1))};
}

}  // namespace certportal::view
