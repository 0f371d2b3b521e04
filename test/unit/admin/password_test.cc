// Which bytes of standard input are the password, and how a bad one is refused.
#include "admin/password.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <unistd.h>

#include "secret/password_hash.h"

namespace certportal::admin {
namespace {

// Reads `input` as if it came on standard input.
Result<std::string> read_from_pipe(const std::string& input) {
  int ends[2];
  CPPUNIT_ASSERT_EQUAL(0, pipe(ends));
  CPPUNIT_ASSERT_EQUAL(static_cast<ssize_t>(input.size()), write(ends[1], input.data(), input.size()));
  close(ends[1]);
  auto password = read_password(ends[0]);
  close(ends[0]);
  return password;
}

struct LineCase {
  const char* name;
  std::string input;
  std::string password;  // "": refused
};

class PasswordTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordTest);
  CPPUNIT_TEST(the_password_is_the_first_line_without_its_end);
  CPPUNIT_TEST(what_follows_the_first_line_stays_unread);
  CPPUNIT_TEST(a_missing_standard_input_is_refused);
  CPPUNIT_TEST(refusals_are_english_sentences);
  CPPUNIT_TEST_SUITE_END();

 public:
  void the_password_is_the_first_line_without_its_end() {
    const std::string longest(secret::kLongestPasswordBytes, 'x');
    const LineCase cases[] = {
        {"line", "a b c\n", "a b c"},         {"no line end", "abc", "abc"},
        {"windows", "abc\r\n", "abc"},        {"second line", "abc\ndef\n", "abc"},
        {"blanks count", " abc \n", " abc "}, {"inner carriage return", "a\rbc\n", "a\rbc"},
        {"UTF-8", "Grüße\n", "Grüße"},        {"longest", longest + "\n", longest},
        {"too long", longest + "xx\n", ""},   {"empty", "", ""},
        {"empty line", "\nabc\n", ""},        {"empty windows line", "\r\n", ""},
    };
    for (const LineCase& one : cases) {
      auto password = read_from_pipe(one.input);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name, !one.password.empty(), password.ok());
      if (password) CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name, one.password, *password);
      if (!password) CPPUNIT_ASSERT_MESSAGE(one.name, !password.error().log.empty());
    }
  }

  void what_follows_the_first_line_stays_unread() {
    int ends[2];
    CPPUNIT_ASSERT_EQUAL(0, pipe(ends));
    CPPUNIT_ASSERT_EQUAL(ssize_t{8}, write(ends[1], "abc\nrest", 8));
    CPPUNIT_ASSERT(read_password(ends[0]).ok());
    char rest[8] = {};
    CPPUNIT_ASSERT_EQUAL(ssize_t{4}, read(ends[0], rest, sizeof rest));
    close(ends[0]);
    close(ends[1]);
  }

  void a_missing_standard_input_is_refused() { CPPUNIT_ASSERT(!read_password(-1).ok()); }

  void refusals_are_english_sentences() {
    const secret::OwnData own{"anna.alt@example.org", "Anna Alt", {"Zertifikatsportal"}};
    for (const char* weak :
         {"short", "passwort1234", "anna.alt@example.org", "aaaaaaaaaaaa", "abcdefghijkl", "qwertzuiop12"}) {
      auto checked = check_password(weak, own);
      CPPUNIT_ASSERT_MESSAGE(weak, !checked.ok());
      CPPUNIT_ASSERT_MESSAGE(checked.error().log, checked.error().log.starts_with("the password "));
      CPPUNIT_ASSERT_MESSAGE(checked.error().log, checked.error().log.find("PASSWORD_") == std::string::npos);
    }
    CPPUNIT_ASSERT(check_password("Zwiebel-Turm-91-Kanu", own).ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PasswordTest);

}  // namespace
}  // namespace certportal::admin
