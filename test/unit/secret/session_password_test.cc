#include "secret/session_password.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>

namespace {
using namespace certportal;
using namespace certportal::secret;

const std::string kPassword = "7KQ4M2XD9TRB0V1E";

class SessionPasswordTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SessionPasswordTest);
  CPPUNIT_TEST(passwords_are_16_symbols_of_crockford_and_differ);
  CPPUNIT_TEST(every_symbol_comes_at_every_place);
  CPPUNIT_TEST(shown_in_groups_of_four_it_reads_back);
  CPPUNIT_TEST(what_people_type_is_understood);
  CPPUNIT_TEST(anything_else_is_malformed);
  CPPUNIT_TEST(nothing_typed_is_missing);
  CPPUNIT_TEST_SUITE_END();

 public:
  void passwords_are_16_symbols_of_crockford_and_differ() {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
      std::string password = new_session_password();
      CPPUNIT_ASSERT_EQUAL(std::size_t(16), password.size());
      CPPUNIT_ASSERT(password.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
      seen.insert(password);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t(1000), seen.size());
  }

  void every_symbol_comes_at_every_place() {  // (31/32)^2000 is below 10^-27
    std::set<char> seen[16];
    for (int i = 0; i < 2000; ++i) {
      std::string password = new_session_password();
      for (std::size_t place = 0; place < 16; ++place) seen[place].insert(password[place]);
    }
    for (const auto& symbols : seen) CPPUNIT_ASSERT_EQUAL(std::size_t(32), symbols.size());
  }

  void shown_in_groups_of_four_it_reads_back() {
    CPPUNIT_ASSERT_EQUAL(std::string("7KQ4-M2XD-9TRB-0V1E"), show_session_password(kPassword));
    for (int i = 0; i < 100; ++i) {
      std::string password = new_session_password();
      CPPUNIT_ASSERT_EQUAL(password, *parse_session_password(show_session_password(password)));
    }
  }

  void what_people_type_is_understood() {
    struct Case {
      const char* name;
      std::string typed;
    } cases[] = {
        {"as made", "7KQ4M2XD9TRB0V1E"},
        {"as shown", "7KQ4-M2XD-9TRB-0V1E"},
        {"lower case", "7kq4-m2xd-9trb-0v1e"},
        {"letters for digits", "7KQ4-M2XD-9TRB-OVIE"},
        {"small letters for digits", "7kq4-m2xd-9trb-ovle"},
        {"capital L for 1", "7KQ4M2XD9TRB0VLE"},
        {"blanks around and between", "  7KQ4 M2XD\t9TRB 0V1E\r\n"},
        {"en and em dashes", "7KQ4–M2XD—9TRB‑0V1E"},
        {"minus and full-width hyphen", "7KQ4−M2XD－9TRB‐0V1E"},
        {"no-break, thin and zero-width spaces", "7KQ4\u00A0M2XD\u20099TRB\u200B0V1E"},
        {"soft hyphens", "7KQ4\u00ADM2XD\u00AD9TRB0V1E"},
        {"dashes anywhere", "-7-K-Q-4-M-2-X-D-9-T-R-B-0-V-1-E-"},
    };
    for (const Case& c : cases) {
      auto password = parse_session_password(c.typed);
      CPPUNIT_ASSERT_MESSAGE(c.name, password.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, kPassword, *password);
    }
  }

  void anything_else_is_malformed() {
    struct Case {
      const char* name;
      std::string typed;
    } cases[] = {
        {"15 symbols", "7KQ4-M2XD-9TRB-0V1"},
        {"17 symbols", "7KQ4-M2XD-9TRB-0V1E-7"},
        {"twice", kPassword + kPassword},
        {"a U", "7KQ4-M2XD-9TRB-0V1U"},
        {"an umlaut", "7KQ4-M2XD-9TRB-0V1Ä"},
        {"full-width digits", "７KQ4-M2XD-9TRB-0V1E"},
        {"Cyrillic look-alike", "7КQ4-M2XD-9TRB-0V1E"},
        {"a NUL at the end", kPassword + std::string(1, '\0')},
        {"a NUL within", kPassword.substr(0, 8) + std::string(1, '\0') + kPassword.substr(8)},
        {"an underscore", "7KQ4_M2XD_9TRB_0V1E"},
        {"half a dash", "7KQ4\xE2\x80M2XD9TRB0V1E"},
        {"half a blank at the end", kPassword + "\xC2"},
        {"huge", std::string(100000, 'A')},
        {"another kind of password", "correct horse battery staple"},
    };
    for (const Case& c : cases) {
      auto password = parse_session_password(c.typed);
      CPPUNIT_ASSERT_MESSAGE(c.name, !password.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string("SESSION_PASSWORD_MALFORMED"), password.error().message);
    }
  }

  void nothing_typed_is_missing() {
    for (const char* typed : {"", " ", "\t\r\n", "\u00A0", "- - -"}) {
      auto password = parse_session_password(typed);
      CPPUNIT_ASSERT(!password.ok());
      CPPUNIT_ASSERT_EQUAL(std::string("SESSION_PASSWORD_MISSING"), password.error().message);
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SessionPasswordTest);
}  // namespace
