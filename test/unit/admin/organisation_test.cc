// The reason for a new contact: it stands in mails and on the organisation's history.
#include "admin/organisation.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace certportal::admin {
namespace {

class OrganisationTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrganisationTest);
  CPPUNIT_TEST(a_reason_is_one_line_trimmed);
  CPPUNIT_TEST(a_reason_that_says_nothing_or_breaks_a_mail_is_refused);
  CPPUNIT_TEST_SUITE_END();

 public:
  void a_reason_is_one_line_trimmed() {
    CPPUNIT_ASSERT_EQUAL(std::string("Anna Alt hat die Muster AG verlassen."),
                         parse_reason(" Anna Alt hat die Muster AG verlassen.\n").value());
    CPPUNIT_ASSERT_EQUAL(std::string(500, 'x'), parse_reason(std::string(500, 'x')).value());
  }

  void a_reason_that_says_nothing_or_breaks_a_mail_is_refused() {
    for (const std::string& typed : {std::string(), std::string(" \t\n"), std::string("left\nBcc: x@example.org"),
                                     std::string("left\tthe company"), std::string("left \x1b[2J"),
                                     std::string("\u202etfel"), std::string("left \xff"), std::string(501, 'x')}) {
      auto reason = parse_reason(typed);
      CPPUNIT_ASSERT_MESSAGE(typed, !reason.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(typed, std::size_t{0}, reason.error().log.find("--reason: "));
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrganisationTest);

}  // namespace
}  // namespace certportal::admin
