// What audit verify prints and which former head it takes, and how many events audit list is asked for.
#include "admin/audit.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace certportal::admin {
namespace {

class AuditTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AuditTest);
  CPPUNIT_TEST(a_limit_is_a_plain_number_within_bounds);
  CPPUNIT_TEST(a_head_is_taken_as_it_is_logged);
  CPPUNIT_TEST(a_report_names_head_and_tail);
  CPPUNIT_TEST(each_problem_is_one_line_whatever_it_holds);
  CPPUNIT_TEST_SUITE_END();

 public:
  void a_limit_is_a_plain_number_within_bounds() {
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, parse_limit("1").value());
    CPPUNIT_ASSERT_EQUAL(std::size_t{100000}, parse_limit("100000").value());
    for (const char* typed : {"", "0", "-1", "+1", " 1", "1.5", "1e3", "100001", "99999999999999999999", "ten"})
      CPPUNIT_ASSERT_MESSAGE(typed, !parse_limit(typed).ok());
  }

  void a_head_is_taken_as_it_is_logged() {
    const store::ChainHead head{4711, std::string(31, '\xab') + "\x05"};
    auto parsed = parse_head(store::to_text(head));
    CPPUNIT_ASSERT(parsed.ok());
    CPPUNIT_ASSERT_EQUAL(head.position, parsed->position);
    CPPUNIT_ASSERT_EQUAL(head.mac, parsed->mac);
    const std::string mac(64, 'a');
    CPPUNIT_ASSERT(parse_head("1:" + std::string(64, 'A')).ok());
    for (const std::string& typed :
         {std::string(), std::string("1"), mac, ":" + mac, "0:" + mac, "-1:" + mac, "1:" + mac + "a",
          "1:" + mac.substr(1), "1:g" + mac.substr(1), "1 :" + mac, "1234567890123456789:" + mac})
      CPPUNIT_ASSERT_MESSAGE(typed, !parse_head(typed).ok());
  }

  void a_report_names_head_and_tail() {
    store::ChainReport report;
    CPPUNIT_ASSERT_EQUAL(std::string("sealed 0\nhead none\nunsealed 0\nok: the chain is whole\n"), describe(report));
    report = {3, 2, {7, std::string("\x01\xab", 2)}, {}, {}};
    CPPUNIT_ASSERT_EQUAL(std::string("sealed 3\nhead 7:01ab\nunsealed 2\nok: the chain is whole\n"), describe(report));
    report.held = store::ChainHead{5, "\x02"};
    CPPUNIT_ASSERT_EQUAL(std::string("sealed 3\nhead 7:01ab\nunsealed 2\nholds 5:02\nok: the chain is whole\n"),
                         describe(report));
  }

  void each_problem_is_one_line_whatever_it_holds() {
    store::ChainReport report{1, 0, {1, "\x01"}, {}, {"event 7 is missing", "kind 'a\nb\x1b' is unknown"}};
    CPPUNIT_ASSERT_EQUAL(std::string("sealed 1\nhead 1:01\nunsealed 0\nproblem: event 7 is missing\n"
                                     "problem: kind 'a?b?' is unknown\n"),
                         describe(report));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuditTest);

}  // namespace
}  // namespace certportal::admin
