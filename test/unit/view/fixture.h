// A site on the built templates, which lie beside the test program, and values that try to break out of a page.
#pragma once

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>
#include <memory>
#include <string>

#include "view/chrome.h"
#include "view/site.h"

namespace certportal::view {

// Markup, both quotes, an entity, a template marker, umlaut, right-to-left letters and a 4-byte character.
inline const std::string kHostile =
    "<script>alert(1)</script>\"'&amp;{{BASE}}[[x]] ü \xd7\xa9\xd7\x9c \xf0\x9f\x94\x92";
inline const std::string kHostileEscaped =
    "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;amp;{{BASE}}[[x]] ü \xd7\xa9\xd7\x9c \xf0\x9f\x94\x92";

inline SiteSettings make_settings() {
  SiteSettings settings;
  settings.template_dir = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "templates").string();
  settings.base_path = "/portal";
  settings.brand = "Muster & Co";
  settings.support_email = "hilfe@example.org";
  settings.imprint_url = "https://example.org/impressum";
  settings.privacy_url = "https://example.org/datenschutz";
  settings.time_zone = "Europe/Berlin";
  settings.version = "1.2.3";
  return settings;
}

inline std::unique_ptr<Site> make_site(const SiteSettings& settings = make_settings()) {
  auto site = Site::load(settings);
  CPPUNIT_ASSERT_MESSAGE(site.ok() ? "" : site.error().log, site.ok());
  return std::move(*site);
}

inline Chrome make_chrome(const std::string& language) {
  Chrome chrome;
  chrome.language = language;
  chrome.csrf_token = "CSRF-TOKEN";
  chrome.account_name = "Anna Alt";
  chrome.request_id = "REQUEST-ID";
  return chrome;
}

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline void assert_has(const std::string& text, const std::string& part) {
  CPPUNIT_ASSERT_MESSAGE("should hold: " + part + "\n" + text, has(text, part));
}

inline void assert_lacks(const std::string& text, const std::string& part) {
  CPPUNIT_ASSERT_MESSAGE("should not hold: " + part + "\n" + text, !has(text, part));
}

}  // namespace certportal::view
