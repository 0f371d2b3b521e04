// The templates of every language, compiled once at start, and what is the same on every page: base path, brand,
// footer. Knows nothing of requests. Texts come from the catalogues at build time (scripts/build-templates);
// no page text stands in C++. Nothing is re-read while the program runs.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "view/brand.h"

namespace certportal::view {

struct SiteSettings {
  std::string template_dir;   // build-templates' output: one folder a language
  std::string base_path;      // "" or "/portal", never with a slash at its end
  std::string brand;          // "Zertifikatsportal"; "" takes the language's own word for it
  std::string brand_color;    // "rrggbb"; "": the portal's own
  std::string logo_file;      // "": the portal's own
  std::string support_email;  // the next three: "" leaves the footer's link out
  std::string imprint_url;
  std::string privacy_url;
  std::string time_zone = "UTC";  // of every date shown: a tz database name, "Europe/Berlin"
  std::string version;
  bool limits = true;  // false: the footer of every page warns that throttles are off
};

class Language;  // view/language.h: the compiled templates, words and formats of one language

class Site {
 public:
  // Errors (Code::invalid, text in log): no language, a template missing or not compiling, an unknown time zone,
  // a setting that cannot stand in a page. Sets TZ for the whole process.
  static Result<std::unique_ptr<Site>> load(const SiteSettings& settings);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  // The first of these that is a language of the site: cookie, account's locale, the best of Accept-Language
  // (RFC 9110 12.5.4, RFC 4647 3.4 lookup), "en". All three may be "".
  std::string pick_language(std::string_view cookie, std::string_view account_locale,
                            std::string_view accept_language) const;

  bool has_language(std::string_view code) const;
  bool has_message(const std::string& name) const;  // whether templates/pages/messages.html.tpl has its text
  std::vector<std::string> languages() const;       // "de", "en"

  // A word or format pattern from templates/words.txt, such as "csv.number"; the key itself if there is none.
  std::string word(std::string_view language_code, std::string_view key) const;

  // For the render functions. An unknown code gives English.
  const Language& language(std::string_view code) const;
  const SiteSettings& settings() const { return settings_; }
  const std::vector<BrandFile>& brand_files() const { return brand_files_; }  // served below /brand/

 private:
  explicit Site(SiteSettings settings);

  SiteSettings settings_;
  std::vector<BrandFile> brand_files_;
  std::vector<std::unique_ptr<Language>> languages_;
};

}  // namespace certportal::view
