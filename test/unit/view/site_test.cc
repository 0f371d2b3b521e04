#include "view/site.h"

#include "fixture.h"
#include "view/error_page.h"
#include "view/format.h"
#include "view/language.h"

namespace certportal::view {

class SiteTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SiteTest);
  CPPUNIT_TEST(picks_the_first_language_that_the_site_has);
  CPPUNIT_TEST(refuses_settings_that_cannot_stand_in_a_page);
  CPPUNIT_TEST(refuses_a_folder_that_lacks_a_template);
  CPPUNIT_TEST(shows_dates_in_the_sites_time_zone_and_the_readers_form);
  CPPUNIT_TEST(shows_numbers_in_the_readers_form);
  CPPUNIT_TEST(says_days_left_in_words);
  CPPUNIT_TEST(footer_shows_settings_and_warns_without_limits);
  CPPUNIT_TEST(brand_defaults_to_the_languages_word);
  CPPUNIT_TEST_SUITE_END();

 public:
  void picks_the_first_language_that_the_site_has() {
    auto site = make_site();
    struct {
      const char* name;
      const char* cookie;
      const char* account;
      const char* header;
      const char* expected;
    } cases[] = {
        {"nothing known", "", "", "", "en"},
        {"cookie before all", "de", "en", "en", "de"},
        {"unknown cookie", "xx", "de", "en", "de"},
        {"account before header", "", "de", "en", "de"},
        {"header alone", "", "", "de", "de"},
        {"region falls back to its language", "", "", "de-CH", "de"},
        {"any case", "", "", "DE-at", "de"},
        {"weights decide, not order", "", "", "en;q=0.5, de;q=0.8", "de"},
        {"order decides between equals", "", "", "de, en", "de"},
        {"unknown ones are passed over", "", "", "fr, da;q=0.9, de;q=0.1", "de"},
        {"weight 0 means never", "", "", "de;q=0, en;q=0.1", "en"},
        {"malformed weight counts as 0", "", "", "de;q=high", "en"},
        {"three decimals", "", "", "en;q=0.998,de;q=0.999", "de"},
        {"blanks and tabs", "", "", " \tde ; q=1.0 ", "de"},
        {"any language", "", "", "*", "en"},
        {"not a path", "../de", "", "../de", "en"},
        {"garbage", "", "", ";;,,=q;-", "en"},
    };
    for (const auto& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.expected), site->pick_language(c.cookie, c.account, c.header));
    }
  }

  void refuses_settings_that_cannot_stand_in_a_page() {
    struct {
      const char* name;
      std::string SiteSettings::*field;
      const char* value;
    } cases[] = {
        {"template folder missing", &SiteSettings::template_dir, "/nowhere"},
        {"marker in the brand", &SiteSettings::brand, "{{BASE}}"},
        {"line break in the brand", &SiteSettings::brand, "a\nb"},
        {"base path with a slash at its end", &SiteSettings::base_path, "/portal/"},
        {"base path without a slash before it", &SiteSettings::base_path, "portal"},
        {"base path that would end an attribute", &SiteSettings::base_path, "/a\"b"},
        {"unknown time zone", &SiteSettings::time_zone, "Europe/Nowhere"},
        {"time zone as a path", &SiteSettings::time_zone, "../../etc/passwd"},
    };
    for (const auto& c : cases) {
      SiteSettings settings = make_settings();
      settings.*c.field = c.value;
      auto site = Site::load(settings);
      CPPUNIT_ASSERT_MESSAGE(c.name, !site.ok());
      CPPUNIT_ASSERT_MESSAGE(c.name, !site.error().log.empty());
    }
  }

  void refuses_a_folder_that_lacks_a_template() {
    namespace fs = std::filesystem;
    char folder[] = "/tmp/certportal-view-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(folder));
    SiteSettings settings = make_settings();
    fs::copy(settings.template_dir, folder, fs::copy_options::recursive);
    settings.template_dir = folder;
    CPPUNIT_ASSERT(Site::load(settings).ok());
    fs::remove(std::string(folder) + "/de/login.html.tpl");
    auto site = Site::load(settings);
    fs::remove_all(folder);
    CPPUNIT_ASSERT(!site.ok());
    assert_has(site.error().log, "login.html.tpl");
  }

  void shows_dates_in_the_sites_time_zone_and_the_readers_form() {
    auto site = make_site();
    Time winter = *from_sql("2026-11-28 23:30:00");
    CPPUNIT_ASSERT_EQUAL(std::string("29.11.2026"), format_date(*site, "de", winter));
    CPPUNIT_ASSERT_EQUAL(std::string("29 Nov 2026"), format_date(*site, "en", winter));
    CPPUNIT_ASSERT_EQUAL(std::string("29.11.2026, 00:30 Uhr"), site->language("de").date_time(winter));
    CPPUNIT_ASSERT_EQUAL(std::string("2 Jul 2026, 14:05"),
                         site->language("en").date_time(*from_sql("2026-07-02 12:05:00")));
    CPPUNIT_ASSERT_EQUAL(std::string("01.01.9999"), format_date(*site, "de", *from_sql("9998-12-31 23:59:59")));
  }

  void shows_numbers_in_the_readers_form() {
    auto site = make_site();
    CPPUNIT_ASSERT_EQUAL(std::string("0"), site->language("de").number(0));
    CPPUNIT_ASSERT_EQUAL(std::string("999"), site->language("de").number(999));
    CPPUNIT_ASSERT_EQUAL(std::string("1.000"), site->language("de").number(1000));
    CPPUNIT_ASSERT_EQUAL(std::string("1,234,567"), site->language("en").number(1234567));
    CPPUNIT_ASSERT_EQUAL(std::string("-1,234"), site->language("en").number(-1234));
    CPPUNIT_ASSERT_EQUAL(std::string("-123"), site->language("en").number(-123));
  }

  void says_days_left_in_words() {
    auto site = make_site();
    const Language& german = site->language("de");
    Time now = *from_sql("2026-11-22 10:00:00");
    CPPUNIT_ASSERT_EQUAL(std::string("noch 6 Tage"), german.days_left(now + std::chrono::hours(24 * 6), now));
    CPPUNIT_ASSERT_EQUAL(std::string("läuft morgen ab"), german.days_left(now + std::chrono::hours(25), now));
    CPPUNIT_ASSERT_EQUAL(std::string("läuft morgen ab"), german.days_left(now + std::chrono::hours(13), now));
    CPPUNIT_ASSERT_EQUAL(std::string("noch 14 Tage"),
                         german.days_left(now + std::chrono::hours(24 * 14) - std::chrono::seconds(1), now));
    CPPUNIT_ASSERT_EQUAL(std::string("läuft heute ab"), german.days_left(now + std::chrono::hours(1), now));
    CPPUNIT_ASSERT_EQUAL(std::string("läuft heute ab"), german.days_left(now, now));
    CPPUNIT_ASSERT_EQUAL(std::string("seit heute"), german.days_left(now - std::chrono::seconds(1), now));
    CPPUNIT_ASSERT_EQUAL(std::string("seit 1.000 Tagen"), german.days_left(now - std::chrono::hours(24000), now));
  }

  void footer_shows_settings_and_warns_without_limits() {
    SiteSettings settings = make_settings();
    std::string page = render(*make_site(settings), make_chrome("en"), ErrorPage{});
    assert_has(page, "Muster &amp; Co 1.2.3");
    assert_has(page, "mailto:hilfe@example.org");
    assert_has(page, "href=\"https://example.org/impressum\"");
    assert_lacks(page, "Load test mode");
    settings.limits = false;
    settings.imprint_url = settings.privacy_url = settings.support_email = "";
    page = render(*make_site(settings), make_chrome("en"), ErrorPage{});
    assert_has(page, "Load test mode");
    assert_lacks(page, "Imprint");
    assert_lacks(page, "Privacy");
    assert_lacks(page, "mailto:");
  }

  void brand_defaults_to_the_languages_word() {
    SiteSettings settings = make_settings();
    settings.brand = "";
    auto site = make_site(settings);
    assert_has(render(*site, make_chrome("de"), ErrorPage{}), "– Zertifikatsportal</title>");
    assert_has(render(*site, make_chrome("en"), ErrorPage{}), "– Certificate portal</title>");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SiteTest);

}  // namespace certportal::view
