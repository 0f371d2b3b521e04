#include "view/mail.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "base/broken.h"
#include "base/text.h"
#include "model/domain_name.h"
#include "view/language.h"

namespace certportal::view {
namespace {
constexpr std::size_t kWidth = 72;
constexpr char kHtmlFrame[] = "mail.html.tpl";
constexpr std::string_view kSignature = "-- ";  // RFC 3676 4.3
constexpr std::string_view kItem = "- ";
constexpr std::string_view kLabel = "> ";  // before a link: what its button says
// Before a value that would begin a block where it begins a line. No value holds it, and no mail does in the end.
constexpr char kNoBlock = '\1';
constexpr std::size_t kShortestName = 12;  // what a subject keeps of a name at least

// What a mail says in one language, not yet wrapped.
struct Part {
  const Language* language;
  std::string subject, body, signature;
};

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

// A label stands as a line of its own before its link, unless the text leads to the link already.
std::string wrap_all(std::string_view text) {
  std::string out;
  std::string_view before;  // the last line that is not empty
  for (std::string_view line : split(text, '\n')) {
    if (line.starts_with(kLabel)) {
      if (!before.ends_with(':')) (out += line.substr(kLabel.size())) += ":\n";
      continue;
    }
    if (!line.empty()) before = line;
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

// "English: see below", in that language: for whoever cannot read the first.
std::string pointer_to(const Language& language) {
  return language.word("language") + ": " + language.word("mail.below");
}

void add_link(const std::string& link, const std::string& label, bool is_first, ctemplate::TemplateDictionary& block) {
  block.SetValue("LABEL", label);
  auto* shown = block.AddSectionDictionary(is_first && !label.empty() ? "FIRST_LINK" : "LINK");
  shown->SetValue("TEXT", link);
  if (!label.empty()) shown->ShowSection("HAS_LABEL");
}

// The text's own blocks: items, lines that are a link alone, paragraphs. It is the template's text, not yet wrapped and
// with its values marked, so that no name can make such a block.
void add_blocks(std::string_view text, ctemplate::TemplateDictionary& part) {
  ctemplate::TemplateDictionary* list = nullptr;
  bool has_button = false;
  std::string label;
  for (std::string_view line : split(text, '\n')) {
    if (!line.starts_with(kItem)) list = nullptr;
    if (line.starts_with(kItem)) {
      if (!list) list = part.AddSectionDictionary("BLOCK")->AddSectionDictionary("LIST");
      list->SetValueAndShowSection("TEXT", std::string(line.substr(kItem.size())), "ITEM");
    } else if (line.starts_with(kLabel)) {
      label = line.substr(kLabel.size());
    } else if (is_link(line)) {
      add_link(std::string(line), label, !has_button, *part.AddSectionDictionary("BLOCK"));
      has_button |= !label.empty();
      label.clear();
    } else if (!line.empty()) {
      part.AddSectionDictionary("BLOCK")->SetValueAndShowSection("TEXT", std::string(line), "PARAGRAPH");
    }
  }
}

std::string to_html(const std::vector<Part>& parts, const std::string& subject, const std::string& accent) {
  ctemplate::TemplateDictionary frame("mail");
  frame.SetValue("SUBJECT", subject);
  frame.SetValue("ACCENT", accent);
  for (const Part& part : parts) {
    auto* section = frame.AddSectionDictionary("PART");
    section->SetValue("LANG", part.language->code());
    add_blocks(part.body, *section);
    if (&part == &parts.front()) continue;
    section->SetValueAndShowSection("LANGUAGE", part.language->word("language"), "IS_FURTHER");
    auto* pointer = frame.AddSectionDictionary("POINTER");
    pointer->SetValue("LANG", part.language->code());
    pointer->SetValue("TEXT", pointer_to(*part.language));
  }
  for (std::string_view line : split(parts.front().signature, '\n'))
    frame.SetValueAndShowSection("TEXT", std::string(line), "SIGNATURE_LINE");
  return parts.front().language->expand(kHtmlFrame, frame);
}

std::string to_text(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& part : parts)
    if (&part != &parts.front()) (out += pointer_to(*part.language)) += '\n';
  if (!out.empty()) out += '\n';
  for (const Part& part : parts) {
    if (&part != &parts.front()) ((out += "\n=== ") += part.language->word("language")) += " ===\n\n";
    out += wrap_all(part.body);
  }
  return (((out += '\n') += kSignature) += '\n') + wrap_all(parts.front().signature) + "\n";
}

std::string shown(const Language& language, const std::string& name, const std::string& value) {
  if (name == "CERTIFICATE_NAME") {
    std::string unicode = model::display_name(value).unicode;
    return unicode.empty() ? value : value + " (" + unicode + ")";
  }
  if (name == "REASON_NAME") return language.has_word("reason." + value) ? language.word("reason." + value) : value;
  bool is_moment = name.ends_with("_AT"), is_day = name.ends_with("_ON");
  auto time = is_moment || is_day ? from_sql(value) : std::nullopt;
  if (!time) return value;
  return is_moment ? language.date_time(*time) : language.date(*time);
}

// Its first character is enough: the blank may be the template's.
bool begins_block(std::string_view value) {
  return value.starts_with(kItem.front()) || value.starts_with(kLabel.front()) || is_link(value);
}

// The error is the name of the value that could forge a line.
std::optional<std::string> fill(const Language& language, const MailValues& values,
                                ctemplate::TemplateDictionary& dictionary) {
  for (const auto& [name, value] : values) {
    if (!is_valid_utf8(value) || has_control_characters(value)) return name;
    std::string text = shown(language, name, value);
    if (!name.ends_with("LINK") && begins_block(value)) text.insert(text.begin(), kNoBlock);
    dictionary.SetValue(name, text);
    if (name.ends_with("_AT"))
      if (auto time = from_sql(value))
        dictionary.SetValue(name.substr(0, name.size() - 2) + "ON", language.date(*time));
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
// What a list of mails shows of it: of a long name in a long subject as much as fits.
std::string fit(const Language& language, std::string subject, const MailValues& values) {
  for (const char* name : {"ORGANISATION", "CERTIFICATE_NAME"}) {
    auto value = values.find(name);
    std::size_t width = count_code_points(subject);
    if (width <= kWidth || value == values.end()) continue;
    std::string full = shown(language, name, value->second);
    std::size_t at = subject.find(full);
    if (at == std::string::npos) continue;
    std::string unicode = model::display_name(value->second).unicode;
    std::string brief = unicode.empty() ? value->second : unicode;
    std::size_t most = count_code_points(full) - std::min(count_code_points(full), width - kWidth);
    if (count_code_points(brief) > most)
      brief = std::string(first_code_points(brief, std::max(kShortestName, most) - 1)) + "…";
    subject.replace(at, full.size(), brief);
  }
  return subject;
}

Result<Part> make_part(const Site& site, std::string_view kind, const Language& language, const MailValues& values,
                       const std::vector<MailValues>& rows) {
  std::string file = std::string(kind) + ".mail.tpl";
  if (!language.has_template(file)) return Error{Code::not_found, "", "no mail of kind " + std::string(kind)};
  ctemplate::TemplateDictionary dictionary("mail");
  auto bad = fill(language, values, dictionary);
  if (!bad) bad = fill_rows(language, values, rows, dictionary);
  if (bad) return Error{Code::not_found, "", "mail " + std::string(kind) + ": control character in " + *bad};
  if (auto name = values.find("NAME"); name == values.end() || name->second.empty()) dictionary.ShowSection("NO_NAME");
  if (!site.settings().support_email.empty()) dictionary.ShowSection("HAS_SUPPORT_EMAIL");
  if (!site.settings().imprint_url.empty()) dictionary.ShowSection("HAS_IMPRINT_URL");
  std::string text = language.expand(file, dictionary);
  std::size_t end = text.find('\n');
  std::string subject = fit(language, text.substr(0, end), values);
  if (!rows.empty()) subject = fit(language, std::move(subject), rows.front());
  std::string body = tidy(std::string_view(text).substr(end + 1));
  std::size_t signature = body.rfind("\n" + std::string(kSignature) + "\n");
  if (signature == std::string::npos) throw Broken("template " + file + " has no signature");
  return Part{&language, subject, body.substr(0, signature),
              std::string(trim(std::string_view(body).substr(signature + kSignature.size() + 2)))};
}

// All of them, if a list of mails can show them.
std::string subject_of(const std::vector<Part>& parts) {
  std::string all;
  for (const Part& part : parts) (all += all.empty() ? "" : " / ") += part.subject;
  return count_code_points(all) <= kWidth ? all : parts.front().subject;
}
}  // namespace

Result<MailText> render_mail(const Site& site, std::string_view kind, const std::vector<std::string>& languages,
                             const MailValues& values, const std::vector<MailValues>& rows) {
  std::vector<Part> parts;
  for (const std::string& language : languages) {
    auto part = make_part(site, kind, site.language(language), values, rows);
    if (!part) return part.error();
    parts.push_back(std::move(*part));
  }
  std::string subject = subject_of(parts);
  MailText text{subject, to_text(parts), to_html(parts, subject, readable_accent(site.settings().brand_color))};
  for (std::string* each : {&text.subject, &text.body, &text.html}) std::erase(*each, kNoBlock);
  return text;
}

}  // namespace certportal::view
