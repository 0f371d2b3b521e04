#include "secret/totp.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using std::string;

class TotpTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TotpTest);
  CPPUNIT_TEST(codes_are_those_of_the_standard);
  CPPUNIT_TEST(the_neighbouring_steps_count_and_no_others);
  CPPUNIT_TEST(anything_but_a_code_matches_nothing);
  CPPUNIT_TEST(the_address_says_whose_code_it_is);
  CPPUNIT_TEST(secrets_are_typed_as_base32);
  CPPUNIT_TEST_SUITE_END();

  const string secret_ = "12345678901234567890";
  static Time at(long seconds) { return Time(Seconds(seconds)); }

 public:
  void codes_are_those_of_the_standard() {  // RFC 6238, appendix B: the last six of its eight digits
    CPPUNIT_ASSERT_EQUAL(string("287082"), secret::totp_code(secret_, 59 / 30));
    CPPUNIT_ASSERT_EQUAL(string("081804"), secret::totp_code(secret_, 1111111109 / 30));
    CPPUNIT_ASSERT_EQUAL(string("353130"), secret::totp_code(secret_, 20000000000 / 30));
  }

  void the_neighbouring_steps_count_and_no_others() {
    const std::uint64_t step = 1111111109 / 30;
    const string code = secret::totp_code(secret_, step);
    const long begin = static_cast<long>(step) * 30;
    for (long second : {-30L, -1L, 0L, 29L, 30L, 59L})
      CPPUNIT_ASSERT(secret::match_totp(secret_, code, at(begin + second)) == step);
    for (long second : {-31L, 60L}) CPPUNIT_ASSERT(!secret::match_totp(secret_, code, at(begin + second)));
  }

  void anything_but_a_code_matches_nothing() {
    for (const char* typed : {"", "28708", "2870820", "28708a", "287 82"})
      CPPUNIT_ASSERT_MESSAGE(typed, !secret::match_totp(secret_, typed, at(59)));
  }

  void the_address_says_whose_code_it_is() {
    CPPUNIT_ASSERT_EQUAL(string("otpauth://totp/Zertifikate%20S%C3%BCd:anna%40example.org"
                                "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zertifikate%20S%C3%BCd"),
                         secret::totp_address(secret_, "Zertifikate Süd", "anna@example.org"));
  }

  void secrets_are_typed_as_base32() {
    CPPUNIT_ASSERT_EQUAL(string("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"), secret::show_totp_secret(secret_));
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, secret::new_totp_secret().size());
    CPPUNIT_ASSERT(secret::new_totp_secret() != secret::new_totp_secret());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TotpTest);
}  // namespace
