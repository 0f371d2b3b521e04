#include "view/site.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "base/text.h"
#include "model/mail_kind.h"
#include "view/format.h"
#include "view/language.h"

namespace certportal::view {
namespace {
Error refused(const std::string& what) { return Error{Code::invalid, "", what}; }

// A value that would be read as a marker, or would break out of a path, cannot be put into a template's text.
Result<void> check(const SiteSettings& settings) {
  for (const std::string* text :
       {&settings.brand, &settings.support_email, &settings.imprint_url, &settings.privacy_url, &settings.version}) {
    if (text->find("{{") != std::string::npos || text->find("}}") != std::string::npos ||
        has_control_characters(*text)) {
      return refused(
          "brand, support_email, imprint_url, privacy_url: \"{{\", \"}}\" and control characters cannot stand there");
    }
  }
  const std::string& path = settings.base_path;
  auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("/-_.~").find(c) != std::string_view::npos;
  };
  if (!std::all_of(path.begin(), path.end(), is_plain) || (!path.empty() && (path[0] != '/' || path.back() == '/'))) {
    return refused("base path " + path + ": letters, digits and -_.~ between slashes, none at the end");
  }
  const char* zones = std::getenv("TZDIR");  // the C library's own
  std::error_code none;
  if (settings.time_zone.empty() || settings.time_zone.find("..") != std::string::npos ||
      (settings.time_zone != "UTC" &&
       !std::filesystem::is_regular_file(std::string(zones ? zones : "/usr/share/zoneinfo") + "/" + settings.time_zone,
                                         none))) {
    return refused("time_zone " + settings.time_zone + " is not known here (package tzdata)");
  }
  return {};
}

struct Preference {
  std::string range;
  int thousandths = 1000;
};

// "q=0.5" as thousandths; a malformed weight counts as 0, so that nobody gets what they may have refused.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int value = text[0] - '0';
  for (std::size_t i = 2; i < 5; ++i) {
    char digit = i < text.size() ? text[i] : '0';
    if (digit < '0' || digit > '9') return 0;
    value = value * 10 + digit - '0';
  }
  if (text.size() <= 2) value = (text[0] - '0') * 1000;
  return std::min(value, 1000);
}

std::vector<Preference> parse_accept_language(std::string_view header) {
  std::vector<Preference> preferences;
  for (std::string_view part : split(header.substr(0, 1000), ',')) {
    auto pieces = split(part, ';');
    Preference preference{to_lower_ascii(trim(pieces[0])), 1000};
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      std::string_view piece = trim(pieces[i]);
      if (piece.starts_with("q=") || piece.starts_with("Q=")) preference.thousandths = parse_weight(piece.substr(2));
    }
    if (!preference.range.empty() && preference.thousandths > 0) preferences.push_back(std::move(preference));
  }
  std::stable_sort(preferences.begin(), preferences.end(),
                   [](const Preference& a, const Preference& b) { return a.thousandths > b.thousandths; });
  return preferences;
}

bool is_complete(const Language& language, std::string& missing) {
  for (const char* file : {"login",
                           "register",
                           "mail_sent",
                           "register_confirm",
                           "password_forgot",
                           "password_reset",
                           "profile",
                           "password_change",
                           "login_second_factor",
                           "second_factor_setup",
                           "second_factor",
                           "recovery_codes",
                           "sessions",
                           "account_delete",
                           "email_change",
                           "email_confirm",
                           "email_answered",
                           "certificate_list",
                           "certificate_details",
                           "certificate_renew",
                           "certificate_renew_many",
                           "certificate_reissue",
                           "certificate_revoke",
                           "order",
                           "order_list",
                           "order_new",
                           "organisation_list",
                           "organisation_new",
                           "organisation_edit",
                           "organisation",
                           "handover_started",
                           "handover_list",
                           "handover",
                           "handover_offer",
                           "handover_answered",
                           "handover_receipt",
                           "invitation_refusal",
                           "mail_list",
                           "help",
                           "help_csr",
                           "help_handover",
                           "help_install",
                           "help_renewal",
                           "help_session_password",
                           "start",
                           "approval_list",
                           "approval_order",
                           "approval_result",
                           "error",
                           "messages",
                           "footer",
                           "mail"}) {
    missing = std::string(file) + ".html.tpl";
    if (!language.has_template(missing)) return false;
  }
  for (const model::MailKind* kind : model::kMailKinds) {
    missing = std::string(kind->name) + ".mail.tpl";
    if (!language.has_template(missing)) return false;
  }
  return true;
}

// What stands in the head of a page behind the portal's own style sheet and icon; of several icons the last counts.
std::string brand_links(const std::string& base, const std::vector<BrandFile>& files) {
  std::string links;
  for (const BrandFile& file : files) {
    const bool is_sheet = file.media_type == "text/css";
    links += is_sheet ? "<link rel=\"stylesheet\"" : "<link rel=\"icon\" type=\"" + file.media_type + "\"";
    links += " href=\"" + base + "/brand/" + file.name + "\">\n";
  }
  return links;
}

Constants constants_of(const SiteSettings& settings, const std::vector<BrandFile>& brand) {
  return {{"BASE", settings.base_path},
          {"BRAND_LINKS", brand_links(settings.base_path, brand)},
          {"BRAND", settings.brand},
          {"SUPPORT_EMAIL", settings.support_email},
          {"IMPRINT_URL", settings.imprint_url},
          {"PRIVACY_URL", settings.privacy_url},
          {"VERSION", settings.version},
          {"LIMITS_OFF", settings.limits ? "" : "1"}};
}
}  // namespace

Site::Site(SiteSettings settings) : settings_(std::move(settings)) {}
Site::~Site() = default;

Result<std::unique_ptr<Site>> Site::load(const SiteSettings& settings) {
  if (auto checked = check(settings); !checked) return checked.error();
  setenv("TZ", settings.time_zone.c_str(), 1);
  tzset();
  std::unique_ptr<Site> site(new Site(settings));
  auto brand = make_brand(settings.brand_color, settings.logo_file);
  if (!brand) return brand.error();
  site->brand_files_ = std::move(*brand);
  std::error_code none;
  std::vector<std::string> codes;
  for (const auto& entry : std::filesystem::directory_iterator(settings.template_dir, none)) {
    if (entry.is_directory()) codes.push_back(entry.path().filename().string());
  }
  std::sort(codes.begin(), codes.end());
  for (const std::string& code : codes) {
    auto language =
        Language::load(settings.template_dir + "/" + code, code, constants_of(settings, site->brand_files_));
    if (!language) return language.error();
    std::string missing;
    if (!is_complete(**language, missing))
      return refused("templates: " + settings.template_dir + "/" + code + " lacks " + missing);
    site->languages_.push_back(std::move(*language));
  }
  if (!site->has_language("en")) return refused("templates: no language \"en\" in " + settings.template_dir);
  return site;
}

bool Site::has_message(const std::string& name) const { return language("en").has_message(name); }

bool Site::has_language(std::string_view code) const {
  return std::any_of(languages_.begin(), languages_.end(),
                     [&](const auto& language) { return language->code() == code; });
}

std::vector<std::string> Site::languages() const {
  std::vector<std::string> codes;
  for (const auto& language : languages_) codes.push_back(language->code());
  return codes;
}

std::string Site::pick_language(std::string_view cookie, std::string_view account_locale,
                                std::string_view accept_language) const {
  if (has_language(cookie)) return std::string(cookie);
  if (has_language(account_locale)) return std::string(account_locale);
  for (const Preference& preference : parse_accept_language(accept_language)) {
    for (std::string range = preference.range; !range.empty();) {
      for (const auto& language : languages_) {
        if (to_lower_ascii(language->code()) == range) return language->code();
      }
      std::size_t dash = range.rfind('-');
      range.resize(dash == std::string::npos ? 0 : dash);
    }
  }
  return "en";
}

const Language& Site::language(std::string_view code) const {
  const Language* chosen = languages_.front().get();  // load() has made sure of "en" at least
  for (const auto& language : languages_) {
    if (language->code() == code) return *language;
    if (language->code() == "en") chosen = language.get();
  }
  return *chosen;
}

std::string Site::word(std::string_view language_code, std::string_view key) const {
  const Language& chosen = language(language_code);
  return chosen.has_word(key) ? chosen.word(key) : std::string(key);
}

std::string format_date(const Site& site, std::string_view language, Time time) {
  return site.language(language).date(time);
}

}  // namespace certportal::view
