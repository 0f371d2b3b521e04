#include "view/language.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/broken.h"
#include "base/file.h"
#include "base/text.h"

namespace certportal::view {
namespace {
const char* const kWords = "words.txt";
const char* const kMessages = "messages.html.tpl";
constexpr std::string_view kCure = "{{#CURE}}";  // before the command that mends what a message is about
const char* const kFooter = "footer.html.tpl";

std::chrono::sys_days local_day(Time time) {
  std::time_t seconds = time.time_since_epoch().count();
  std::tm local{};
  localtime_r(&seconds, &local);
  return std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday;
}

// Constants that are markup already.
bool is_html(const std::string& constant) { return constant == "FOOTER" || constant == "BRAND_LINKS"; }

bool is_page(const std::string& file) { return file.ends_with(".html.tpl"); }

// Pages lose the lines that hold a section's marker only; mails keep every blank and line end.
ctemplate::Strip strip_of(const std::string& file) {
  return is_page(file) ? ctemplate::STRIP_BLANK_LINES : ctemplate::DO_NOT_STRIP;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::set<std::string> files_of(const std::string& folder) {
  std::set<std::string> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none))
    files.insert(entry.path().filename().string());
  return files;
}

// The names of the sections at the top of messages.html.tpl.
std::set<std::string> section_names(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t at = 0; (at = text.find("{{#", at)) != std::string_view::npos; ++at) {
    names.emplace(text.substr(at + 3, text.find("}}", at) - at - 3));
  }
  return names;
}

std::string_view section_of(std::string_view text, const std::string& name) {
  std::size_t begin = text.find("{{#" + name + "}}");
  return text.substr(begin, text.find("{{/" + name + "}}", begin) - begin);
}

Error cannot_load(const std::string& what) { return Error{Code::invalid, "", "templates: " + what}; }
}  // namespace

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

Result<std::unique_ptr<Language>> Language::load(const std::string& folder, const std::string& code,
                                                 Constants constants) {
  std::unique_ptr<Language> language(new Language(code, folder));
  if (auto words = language->read_words(); !words) return words.error();
  if (constants["BRAND"].empty()) constants["BRAND"] = language->word("brand");
  if (auto compiled = language->compile_all(std::move(constants), files_of(folder)); !compiled) return compiled.error();
  return language;
}

Result<void> Language::read_words() {
  auto text = read_file(folder_ + "/" + kWords);
  if (!text) return text.error();
  for (std::string_view line : split(*text, '\n')) {
    std::size_t colon = line.find(": ");
    if (line.starts_with('#') || colon == std::string_view::npos) continue;
    words_.emplace(line.substr(0, colon), line.substr(colon + 2));
  }
  for (const char* key : {"language", "date", "date_time", "month", "months", "thousands", "brand"}) {
    if (!words_.contains(key)) return cannot_load(folder_ + "/" + kWords + " lacks " + key);
  }
  auto months = split(words_["months"], ' ');
  if (months.size() != months_.size()) return cannot_load(folder_ + "/" + kWords + ": months are not twelve words");
  for (std::size_t i = 0; i < months.size(); ++i) months_[i] = months[i];
  date_ = words_["date"];
  date_time_ = words_["date_time"];
  thousands_ = words_["thousands"];
  return {};
}

// The footer is expanded now, once, and becomes a constant of the pages: nothing in it changes between requests.
Result<void> Language::compile_all(Constants constants, const std::set<std::string>& files) {
  ctemplate::TemplateDictionary footer("footer");
  for (const char* name : {"SUPPORT_EMAIL", "IMPRINT_URL", "PRIVACY_URL", "LIMITS_OFF"}) {
    if (!constants[name].empty()) footer.ShowSection("HAS_" + std::string(name));
  }
  if (auto done = compile(kFooter, constants); !done) return done;
  constants["FOOTER"] = expand(kFooter, footer);
  for (const std::string& file : files) {
    if (!file.ends_with(".tpl") || file == kFooter) continue;
    if (auto done = compile(file, constants); !done) return done;
  }
  return {};
}

Result<void> Language::compile(const std::string& file, const Constants& constants) {
  auto read = read_file(folder_ + "/" + file);
  if (!read) return read.error();
  std::string text = std::move(*read);
  if (file == kMessages) {
    messages_ = section_names(text);
    for (const std::string& name : messages_)
      if (section_of(text, name).find(kCure) != std::string_view::npos) cures_.insert(name);
  }
  for (const auto& [name, value] : constants) {
    std::string marker = "{{" + name + "}}";
    text = replace_all(std::move(text), marker, is_page(file) && !is_html(name) ? escape_html(value) : value);
  }
  if (!cache_.StringToTemplateCache(file, text, strip_of(file)))
    return cannot_load(folder_ + "/" + file + " does not compile");
  templates_.insert(file);
  return {};
}

std::string Language::expand(const std::string& file, const ctemplate::TemplateDictionary& values) const {
  std::string out;
  out.reserve(16 << 10);
  if (!cache_.ExpandWithData(file, strip_of(file), &values, nullptr, &out))
    throw Broken("template " + file + " failed");
  return out;
}

const std::string& Language::word(std::string_view key) const {
  static const std::string none;
  auto found = words_.find(key);
  return found == words_.end() ? none : found->second;
}

std::string Language::with(std::string_view key, std::string_view name, std::string_view value) const {
  return replace_all(word(key), "{" + std::string(name) + "}", value);
}

std::string Language::count(const std::string& key, long n) const {
  return n == 1 && has_word(key + ".one") ? word(key + ".one") : with(key, "N", number(n));
}

std::string Language::date(Time time) const { return format(date_, time); }

std::string Language::date_time(Time time) const { return format(date_time_, time); }

std::string Language::month(Time time) const { return format(word("month"), time); }

std::string Language::short_month(Time time) const { return format("%b", time); }

std::string Language::format(const std::string& pattern, Time time) const {
  // Not system_clock::to_time_t: its nanoseconds end in 2262, and certificates may last until 9999 (RFC 5280 4.1.2.5).
  std::time_t seconds = time.time_since_epoch().count();
  std::tm local{};
  localtime_r(&seconds, &local);
  std::string out;
  auto two_digits = [&out](int value) {
    (out += static_cast<char>('0' + value / 10)) += static_cast<char>('0' + value % 10);
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      out += pattern[i];
      continue;
    }
    switch (pattern[++i]) {
      case 'd': two_digits(local.tm_mday); break;
      case 'e': out += std::to_string(local.tm_mday); break;
      case 'm': two_digits(local.tm_mon + 1); break;
      case 'b': out += months_[static_cast<std::size_t>(local.tm_mon)]; break;
      case 'Y': out += std::to_string(local.tm_year + 1900); break;
      case 'H': two_digits(local.tm_hour); break;
      case 'M': two_digits(local.tm_min); break;
      default: out += pattern[i];
    }
  }
  return out;
}

std::string Language::number(long number) const {
  std::string digits = std::to_string(number);
  std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, thousands_);
  return digits;
}

std::string Language::days_left(Time end, Time now) const {
  long days = std::abs((local_day(end) - local_day(now)).count());
  if (now <= end) return days == 0 ? word("days.today") : count("days.left", days);
  return days == 0 ? word("days.ended_today") : count("days.ago", days);
}

}  // namespace certportal::view
