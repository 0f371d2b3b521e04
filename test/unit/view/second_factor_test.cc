// What the pages of the second factor and of sessions make of bytes: QR codes, names of browsers.
#include <cppunit/extensions/HelperMacros.h>

#include "base/broken.h"
#include "view/browser_name.h"
#include "view/qr_code.h"

namespace certportal::view {

class SecondFactorTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SecondFactorTest);
  CPPUNIT_TEST(a_qr_code_has_its_marks_and_its_quiet_zone);
  CPPUNIT_TEST(what_does_not_fit_is_no_qr_code);
  CPPUNIT_TEST(browsers_are_named_as_their_owners_know_them);
  CPPUNIT_TEST(a_strange_browser_has_no_name);
  CPPUNIT_TEST_SUITE_END();

 public:
  void a_qr_code_has_its_marks_and_its_quiet_zone() {
    QrCode code = make_qr_code("otpauth://totp/a:b?secret=GEZDGNBV");
    CPPUNIT_ASSERT_EQUAL(29 + 8, code.size);                // version 3
    CPPUNIT_ASSERT(code.path.starts_with("M4 4h7v1h-7z"));  // the first row of the upper left finder pattern
    CPPUNIT_ASSERT(code.path.find("M26 4h7v1h-7z") != std::string::npos);
    CPPUNIT_ASSERT(code.path.find_first_not_of("Mhvz-0123456789 ") == std::string::npos);
  }

  void what_does_not_fit_is_no_qr_code() {
    CPPUNIT_ASSERT_THROW(make_qr_code(std::string(2332, 'a')), Broken);
    CPPUNIT_ASSERT_EQUAL(177 + 8, make_qr_code(std::string(2331, 'a')).size);
  }

  void browsers_are_named_as_their_owners_know_them() {
    const std::pair<const char*, const char*> cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
         "Safari/537.36 Edg/140.0",
         "Edge, Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
         "Safari/537.36",
         "Chrome, Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.0 Mobile/15E148 Safari/604.1",
         "Safari, iPhone"},
        {"Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile "
         "Safari/537.36",
         "Chrome, Android"},
        {"curl/8.0", "curl"},
    };
    for (const auto& [user_agent, name] : cases) CPPUNIT_ASSERT_EQUAL(std::string(name), browser_name(user_agent));
  }

  void a_strange_browser_has_no_name() {
    for (const char* user_agent : {"", "<script>", "Mozilla/5.0"})
      CPPUNIT_ASSERT_EQUAL(std::string(), browser_name(user_agent));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SecondFactorTest);
}  // namespace certportal::view
