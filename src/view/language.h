// One language of the site: its compiled templates, its words and patterns. Used by the render functions only.
#pragma once

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace certportal::view {

// What is the same on every page; fills {{NAME}} in the templates' text before they are compiled.
using Constants = std::map<std::string, std::string>;

class Language {
 public:
  // Reads and compiles every template of `folder`. `constants` go into mails as they are, into pages HTML-escaped.
  static Result<std::unique_ptr<Language>> load(const std::string& folder, const std::string& code,
                                                Constants constants);

  const std::string& code() const { return code_; }

  // Fills a template, "login.html.tpl". Throws Broken if there is none or an include of it fails.
  std::string expand(const std::string& file, const ctemplate::TemplateDictionary& values) const;

  const std::string& word(std::string_view key) const;  // "" if there is none
  bool has_word(std::string_view key) const { return words_.contains(key); }
  std::string with(std::string_view key, std::string_view name, std::string_view value) const;  // word, {name} replaced
  std::string count(const std::string& key, long n) const;  // KEY.one or KEY, with {N}

  bool has_message(const std::string& name) const { return messages_.contains(name); }
  bool has_cure(const std::string& message) const { return cures_.contains(message); }  // a command that mends it
  bool has_template(const std::string& file) const { return templates_.contains(file); }

  std::string date(Time time) const;
  std::string date_time(Time time) const;
  std::string month(Time time) const;        // "Nov 2026"
  std::string short_month(Time time) const;  // "Nov"
  std::string number(long number) const;
  // "noch 6 Tage", "seit 8 Tagen": by the calendar of the site's time zone, so that "today" is what the reader calls
  // it.
  std::string days_left(Time end, Time now) const;

 private:
  Language(std::string code, std::string folder) : code_(std::move(code)), folder_(std::move(folder)) {}

  Result<void> read_words();
  Result<void> compile(const std::string& file, const Constants& constants);
  Result<void> compile_all(Constants constants, const std::set<std::string>& files);
  std::string format(const std::string& pattern, Time time) const;

  std::string code_;
  std::string folder_;
  std::map<std::string, std::string, std::less<>> words_;
  std::array<std::string, 12> months_;
  std::string date_, date_time_, thousands_;
  std::set<std::string> messages_, cures_;
  std::set<std::string> templates_;
  // Filled while loading, only read afterwards; expanding counts references in it.
  mutable ctemplate::TemplateCache cache_;
};

// `text` with every `from` replaced.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

}  // namespace certportal::view
