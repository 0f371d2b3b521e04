#include "view/brand.h"

#include <cmath>
#include <fstream>

#include <unistd.h>

#include "fixture.h"
#include "view/account_pages.h"

namespace certportal::view {

class BrandTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BrandTest);
  CPPUNIT_TEST(nothing_configured_is_nothing_served);
  CPPUNIT_TEST(a_colour_that_can_be_read_stays);
  CPPUNIT_TEST(every_colour_becomes_readable_in_both_schemes);
  CPPUNIT_TEST(what_is_no_colour_is_refused);
  CPPUNIT_TEST(a_logo_is_known_by_its_content);
  CPPUNIT_TEST(other_files_are_refused);
  CPPUNIT_TEST(pages_link_the_sheet_behind_their_own);
  CPPUNIT_TEST_SUITE_END();

  static std::string write(const std::string& name, const std::string& content) {
    std::string path =
        (std::filesystem::temp_directory_path() / ("brand-test-" + std::to_string(getpid()) + name)).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  static std::string sheet_of(const std::string& color) { return make_brand(color, "")->at(0).content; }

  // The value of a variable in the light or the dark half of the sheet, as its luminance.
  static double luminance_of(const std::string& sheet, const std::string& name, bool is_dark) {
    std::size_t dark = sheet.find("@media");
    std::size_t at = sheet.find(name + ":#", is_dark ? dark : 0) + name.size() + 2;
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
      double value = std::stoi(sheet.substr(at + 2 * i, 2), nullptr, 16) / 255.0;
      sum += weights[i] * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
    }
    return sum + 0.05;
  }

 public:
  void nothing_configured_is_nothing_served() { CPPUNIT_ASSERT(make_brand("", "")->empty()); }

  void a_colour_that_can_be_read_stays() {
    assert_has(sheet_of("0b5cad"), ":root{--accent:#0b5cad;--accent-ink:#ffffff;");
    CPPUNIT_ASSERT_EQUAL(make_brand("0b5cad", "")->at(0).name, make_brand("0b5cad", "")->at(0).name);
    CPPUNIT_ASSERT(make_brand("0b5cad", "")->at(0).name != make_brand("0b5cae", "")->at(0).name);
  }

  void every_colour_becomes_readable_in_both_schemes() {
    for (const char* color : {"ffffff", "000000", "ffff00", "ff0000", "00ff00", "0000ff", "808080", "ffcc99"}) {
      std::string sheet = sheet_of(color);
      for (bool is_dark : {false, true}) {
        double accent = luminance_of(sheet, "--accent", is_dark);
        for (const char* beside : {"--accent-ink", "--accent-soft"}) {
          double other = luminance_of(sheet, beside, is_dark);
          double contrast = accent > other ? accent / other : other / accent;
          CPPUNIT_ASSERT_MESSAGE(std::string(color) + " " + beside + " " + sheet, contrast >= 4.5);
        }
      }
    }
  }

  void what_is_no_colour_is_refused() {
    for (const char* bad : {"red", "fff", "#0b5cad", "0b5cag", "0b5cad0", " b5cad", "-15cad", "0b5c;}"}) {
      auto brand = make_brand(bad, "");
      CPPUNIT_ASSERT_MESSAGE(bad, !brand);
      assert_has(brand.error().log, "six hexadecimal digits");
    }
  }

  void a_logo_is_known_by_its_content() {
    auto svg = make_brand("", write(".png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    CPPUNIT_ASSERT(svg.ok() && svg->size() == 2);
    CPPUNIT_ASSERT_EQUAL(std::string("image/svg+xml"), svg->at(1).media_type);
    assert_has(svg->at(0).content, "url(" + svg->at(1).name + ")");
    auto png = make_brand("", write(".svg", "\x89PNG\r\n\x1a\nrest"));
    CPPUNIT_ASSERT(png.ok());
    CPPUNIT_ASSERT_EQUAL(std::string("image/png"), png->at(1).media_type);
  }

  void other_files_are_refused() {
    CPPUNIT_ASSERT(!make_brand("", "/nirgends/logo.svg"));
    CPPUNIT_ASSERT(!make_brand("", write(".gif", "GIF89a")));
    CPPUNIT_ASSERT(!make_brand("", write(".large", "<svg" + std::string(kLargestLogo, ' '))));
  }

  void pages_link_the_sheet_behind_their_own() {
    SiteSettings settings = make_settings();
    settings.brand_color = "0b5cad";
    settings.logo_file = write(".svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    auto site = make_site(settings);
    std::string page = render(*site, make_chrome("de"), MailSentPage{MailSentPage::Kind::registration});
    std::size_t own = page.find("/static/portal.");
    for (const BrandFile& file : site->brand_files())
      CPPUNIT_ASSERT(page.find("href=\"/portal/brand/" + file.name + "\"") > own);
    assert_lacks(render(*make_site(), make_chrome("de"), MailSentPage{MailSentPage::Kind::registration}), "/brand/");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(BrandTest);

}  // namespace certportal::view
