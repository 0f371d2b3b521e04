#include "view/mail.h"

#include <cstdlib>
#include <optional>
#include <vector>

#include "base/text.h"
#include "model/domain_name.h"
#include "view/language.h"

namespace certportal::view {
namespace {
constexpr std::size_t kWidth = 72;
constexpr char kHtmlFrame[] = "mail.html.tpl";
constexpr std::string_view kSignature = "-- ";  // RFC 3676 4.3
constexpr std::string_view kItem = "- ";
constexpr std::string_view kLabel = "> ";  // before a link: what its button says, which only the HTML has

// The words of a line; one of pairs with colons that is longer than a line, a fingerprint, is broken after a pair.
std::vector<std::string_view> words_of(std::string_view line, std::size_t width) {
  std::vector<std::string_view> words;
  for (std::string_view word : split(line, ' ')) {
    while (word.size() > width && word.find("://") == std::string_view::npos) {
      std::size_t colon = word.rfind(':', width - 1);
      if (colon == std::string_view::npos) break;
      words.push_back(word.substr(0, colon + 1));
      word.remove_prefix(colon + 1);
    }
    words.push_back(word);
  }
  return words;
}

// A line longer than kWidth characters is broken at blanks; a word longer than that, a link, stays whole. A list's item
// goes on below its text.
std::string wrap(std::string_view line) {
  const std::string_view indent = line.starts_with(kItem) ? "  " : "";
  std::string out;
  std::size_t column = 0;
  for (std::string_view word : words_of(line, kWidth - indent.size())) {
    std::size_t width = count_code_points(word);
    if (column > indent.size() && column + 1 + width > kWidth) {
      (out += '\n') += indent;
      column = indent.size();
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
  }
  return out;
}

std::string wrap_all(std::string_view text) {
  std::string out;
  for (std::string_view line : split(text, '\n')) {
    if (line.starts_with(kLabel)) continue;
    out += count_code_points(line) > kWidth ? wrap(line) : std::string(line);
    out += '\n';
  }
  out.pop_back();
  return out;
}

// Sections that are not shown leave their blank lines behind: at most one stays.
std::string tidy(std::string_view text) {
  std::string out;
  for (std::string_view line : split(text, '\n')) {
    if (line.empty() && (out.empty() || out.ends_with("\n\n"))) continue;
    (out += line) += '\n';
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

bool is_link(std::string_view line) {
  return (line.starts_with("https://") || line.starts_with("http://")) && line.find(' ') == std::string_view::npos;
}

// The text's own blocks: items, lines that are a link alone, signature, paragraphs. It is the template's text, not yet
// wrapped, so that no name can begin a line and make such a block.
std::string to_html(const Language& language, const std::string& subject, std::string_view text) {
  ctemplate::TemplateDictionary frame("mail");
  frame.SetValue("SUBJECT", subject);
  ctemplate::TemplateDictionary* list = nullptr;
  bool is_signature = false, has_link = false;
  std::string label;
  for (std::string_view line : split(text, '\n')) {
    if (!line.starts_with(kItem)) list = nullptr;
    if (line == kSignature) {
      is_signature = true;
      frame.ShowSection("HAS_SIGNATURE");
    } else if (is_signature) {
      frame.SetValueAndShowSection("TEXT", std::string(line), "SIGNATURE_LINE");
    } else if (line.starts_with(kItem)) {
      if (!list) list = frame.AddSectionDictionary("BLOCK")->AddSectionDictionary("LIST");
      list->SetValueAndShowSection("TEXT", std::string(line.substr(kItem.size())), "ITEM");
    } else if (line.starts_with(kLabel)) {
      label = line.substr(kLabel.size());
    } else if (!line.empty()) {
      const char* kind = !is_link(line) ? "PARAGRAPH" : has_link || label.empty() ? "LINK" : "FIRST_LINK";
      has_link |= is_link(line);
      auto* block = frame.AddSectionDictionary("BLOCK");
      block->SetValue("LABEL", label);
      block->SetValueAndShowSection("TEXT", std::string(line), kind);
    }
  }
  return language.expand(kHtmlFrame, frame);
}

std::string shown(const Language& language, const std::string& name, const std::string& value) {
  if (name == "CERTIFICATE_NAME") {
    std::string unicode = model::display_name(value).unicode;
    return unicode.empty() ? value : value + " (" + unicode + ")";
  }
  if (name == "REASON_NAME") return language.word("reason." + value);
  bool is_moment = name.ends_with("_AT"), is_day = name.ends_with("_ON");
  auto time = is_moment || is_day ? from_sql(value) : std::nullopt;
  if (!time) return value;
  return is_moment ? language.date_time(*time) : language.date(*time);
}

// The error is the name of the value that could forge a line.
std::optional<std::string> fill(const Language& language, const MailValues& values,
                                ctemplate::TemplateDictionary& dictionary) {
  for (const auto& [name, value] : values) {
    if (!is_valid_utf8(value) || has_control_characters(value)) return name;
    dictionary.SetValue(name, shown(language, name, value));
    if (!value.empty()) dictionary.ShowSection("HAS_" + name);
    if (name == "SIDE" || name == "REASON") dictionary.ShowSection(name + "_" + to_upper_ascii(value));
    if (name == "HOURS") dictionary.ShowSection(value == "1" ? "ONE_HOUR" : "SOME_HOURS");
  }
  return std::nullopt;
}

std::optional<std::string> fill_rows(const Language& language, const MailValues& values,
                                     const std::vector<MailValues>& rows, ctemplate::TemplateDictionary& dictionary) {
  if (!rows.empty()) dictionary.ShowSection("HAS_ROWS");
  for (const MailValues& row : rows)
    if (auto bad = fill(language, row, *dictionary.AddSectionDictionary("ROW"))) return bad;
  if (rows.empty()) return std::nullopt;
  auto more = values.find("MORE");
  long count = static_cast<long>(rows.size()) + (more == values.end() ? 0 : std::atol(more->second.c_str()));
  auto* first = dictionary.AddSectionDictionary(count == 1 ? "ONE_ROW" : "SOME_ROWS");
  first->SetValue("ROWS", language.number(count));
  fill(language, rows.front(), *first);
  return std::nullopt;
}
}  // namespace

Result<MailText> render_mail(const Site& site, std::string_view kind, std::string_view language_code,
                             const MailValues& values, const std::vector<MailValues>& rows) {
  const Language& language = site.language(language_code);
  std::string file = std::string(kind) + ".mail.tpl";
  if (!language.has_template(file)) return Error{Code::not_found, "", "no mail of kind " + std::string(kind)};
  ctemplate::TemplateDictionary dictionary("mail");
  auto bad = fill(language, values, dictionary);
  if (!bad) bad = fill_rows(language, values, rows, dictionary);
  if (bad) return Error{Code::not_found, "", "mail " + std::string(kind) + ": control character in " + *bad};
  if (auto name = values.find("NAME"); name == values.end() || name->second.empty()) dictionary.ShowSection("NO_NAME");
  if (!site.settings().support_email.empty()) dictionary.ShowSection("HAS_SUPPORT_EMAIL");
  std::string text = language.expand(file, dictionary);
  std::size_t end = text.find('\n');
  std::string subject = text.substr(0, end);
  std::string body = tidy(std::string_view(text).substr(end + 1));
  return MailText{subject, wrap_all(body), to_html(language, subject, body)};
}

}  // namespace certportal::view
