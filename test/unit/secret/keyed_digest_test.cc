#include "secret/keyed_digest.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/text.h"

namespace {
using namespace certportal;
using std::string;

class KeyedDigestTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(KeyedDigestTest);
  CPPUNIT_TEST(digests_are_those_of_the_standard);
  CPPUNIT_TEST_SUITE_END();

 public:
  void digests_are_those_of_the_standard() {  // RFC 4231, cases 1, 2 and 6
    struct {
      string key, message, expected;
    } cases[] = {
        {string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (const auto& known : cases)
      CPPUNIT_ASSERT_EQUAL(known.expected, to_hex(secret::hmac_sha256(known.key, known.message)));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(KeyedDigestTest);
}  // namespace
