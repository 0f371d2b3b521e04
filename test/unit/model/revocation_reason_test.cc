#include "model/revocation_reason.h"

#include <cppunit/extensions/HelperMacros.h>

#include <map>
#include <string>

namespace {
using namespace certportal::model;
using std::string;

class RevocationReasonTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RevocationReasonTest);
  CPPUNIT_TEST(names_and_codes_are_those_of_rfc_5280);
  CPPUNIT_TEST(names_are_read_back_and_no_others);
  CPPUNIT_TEST_SUITE_END();

 public:
  void names_and_codes_are_those_of_rfc_5280() {
    std::map<string, int> codes;
    for (RevocationReason reason : kRevocationReasons) codes[string(name(reason))] = code(reason);
    CPPUNIT_ASSERT((codes == std::map<string, int>{{"unspecified", 0},
                                                   {"keyCompromise", 1},
                                                   {"affiliationChanged", 3},
                                                   {"superseded", 4},
                                                   {"cessationOfOperation", 5}}));
  }

  void names_are_read_back_and_no_others() {
    for (RevocationReason reason : kRevocationReasons) CPPUNIT_ASSERT(parse_revocation_reason(name(reason)) == reason);
    for (const char* wrong : {"", "keycompromise", "cACompromise", "superseded "})
      CPPUNIT_ASSERT_MESSAGE(wrong, !parse_revocation_reason(wrong));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RevocationReasonTest);

}  // namespace
