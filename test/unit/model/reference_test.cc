#include "model/reference.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal::model;

class ReferenceTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ReferenceTest);
  CPPUNIT_TEST(references_have_at_least_six_digits);
  CPPUNIT_TEST(what_is_written_reads_back);
  CPPUNIT_TEST(no_other_spelling_is_read);
  CPPUNIT_TEST_SUITE_END();

 public:
  void references_have_at_least_six_digits() {
    CPPUNIT_ASSERT_EQUAL(std::string("ORG-000123"), to_text(OrganisationId{123}));
    CPPUNIT_ASSERT_EQUAL(std::string("UEB-000001"), to_text(HandoverId{1}));
    CPPUNIT_ASSERT_EQUAL(std::string("100123"), to_text(CertificateNumber{100123}));
    CPPUNIT_ASSERT_EQUAL(std::string("ORG-12345678"), to_text(OrganisationId{12345678}));
  }

  void what_is_written_reads_back() {
    for (std::uint64_t value : {1ull, 999999ull, 1000000ull, 9223372036854775807ull}) {
      CPPUNIT_ASSERT(parse_organisation_reference(to_text(OrganisationId{value})) == OrganisationId{value});
      CPPUNIT_ASSERT(parse_handover_reference(to_text(HandoverId{value})) == HandoverId{value});
      CPPUNIT_ASSERT(parse_certificate_number(to_text(CertificateNumber{value})) == CertificateNumber{value});
    }
  }

  void no_other_spelling_is_read() {
    for (const std::string& digits :
         {std::string(), std::string("1"), std::string("00123"), std::string("0000123"), std::string("000000"),
          std::string("+00123"), std::string("-00123"), std::string(" 00123"), std::string("000123 "),
          std::string("0x0123"), std::string("12345a"), std::string("123456\n"), std::string("123456\0", 7),
          std::string("1e6000"), std::string("9223372036854775808"), std::string("18446744073709551617"),
          std::string(10000, '9'), std::string("１２３４５６")}) {
      CPPUNIT_ASSERT_MESSAGE(digits.substr(0, 30), !parse_certificate_number(digits));
      CPPUNIT_ASSERT_MESSAGE(digits.substr(0, 30), !parse_organisation_reference("ORG-" + digits));
      CPPUNIT_ASSERT_MESSAGE(digits.substr(0, 30), !parse_handover_reference("UEB-" + digits));
    }
    for (const char* text : {"000123", "org-000123", "UEB-000123", "ORG000123", "ORG--000123", " ORG-000123", "ORG-"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_organisation_reference(text));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReferenceTest);
}  // namespace
