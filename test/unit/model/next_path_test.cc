#include "model/next_path.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace {
using certportal::model::is_safe_next;

class NextPathTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(NextPathTest);
  CPPUNIT_TEST(pages_of_the_portal_are_safe);
  CPPUNIT_TEST(other_hosts_tricks_and_tokens_are_not);
  CPPUNIT_TEST_SUITE_END();

 public:
  void pages_of_the_portal_are_safe() {
    for (const std::string& path :
         {std::string("/"), std::string("/certificates"), std::string("/certificates?q=m%C3%BCnchen&sort=name"),
          std::string("/certificates/100123/download/pem"), std::string("/handovers/UEB-000001"),
          std::string("/handovers"), std::string("/portal/organisations/ORG-000123#contact"),
          std::string("/certificates?q=100%"), std::string("/certificates?q=a//b"), std::string("/account/password"),
          "/" + std::string(511, 'a')})
      CPPUNIT_ASSERT_MESSAGE(path, is_safe_next(path));
  }

  void other_hosts_tricks_and_tokens_are_not() {
    struct Case {
      const char* name;
      std::string path;
    } cases[] = {
        {"empty", ""},
        {"no slash", "certificates"},
        {"absolute", "https://example.net/"},
        {"script", "javascript:alert(1)"},
        {"two slashes", "//example.net/"},
        {"two slashes, one escaped", "/%2Fexample.net/"},
        {"backslash", "/\\example.net/"},
        {"escaped backslash", "/%5Cexample.net/"},
        {"backslash later", "/a\\b"},
        {"tab, which browsers drop", "/\t/example.net/"},
        {"line end", "/a\r\nSet-Cookie: a=b"},
        {"escaped line end", "/a%0d%0aSet-Cookie: a=b"},
        {"NUL", std::string("/a\0b", 4)},
        {"escaped NUL", "/a%00b"},
        {"blank first", " /certificates"},
        {"blank inside", "/a b"},
        {"beyond ASCII", "/münchen"},
        {"delete", "/a\x7f"},
        {"513 bytes", "/" + std::string(512, 'a')},
        {"token", "/certificates?token=abc"},
        {"token in capitals", "/certificates?TOKEN=abc"},
        {"token escaped", "/certificates?%74oken=abc"},
        {"equals sign escaped", "/certificates?token%3Dabc"},
        {"confirmation page", "/register/confirm"},
        {"reset page", "/password/reset?x=1"},
        {"invitation page", "/invitation/refuse"},
        {"handover page", "/handover"},
        {"handover page with slash", "/handover/"},
        {"handover page escaped", "/%68andover"},
        {"handover page below a base path", "/portal/handover"},
        {"accept page", "/handover/accept#x"},
        {"dot segments", "/certificates/../handover/./"},
        {"escaped dot segments", "/%2e%2e/handover/x"},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_MESSAGE(c.name, !is_safe_next(c.path));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NextPathTest);
}  // namespace
