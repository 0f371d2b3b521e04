#include "secret/password_rating.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

namespace {
using namespace certportal::secret;

const OwnData kOwn{"nora.neu@muster.example.org", "Nora Neu-Übermut", {"Zertifikatsportal", "portal.example.net"}};

bool has(const PasswordRating& rating, const std::string& message) {
  return std::find(rating.messages.begin(), rating.messages.end(), message) != rating.messages.end();
}

class PasswordRatingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordRatingTest);
  CPPUNIT_TEST(form_is_refused_before_guessing);
  CPPUNIT_TEST(good_passwords_are_accepted_without_a_word);
  CPPUNIT_TEST(weak_passwords_are_refused_with_fitting_advice);
  CPPUNIT_TEST(own_data_counts_for_its_owner_only);
  CPPUNIT_TEST(umlauts_and_case_hide_no_word);
  CPPUNIT_TEST(hostile_own_data_does_no_harm);
  CPPUNIT_TEST_SUITE_END();

 public:
  void form_is_refused_before_guessing() {
    struct Case {
      const char* name;
      std::string password;
      const char* message;
    } cases[] = {
        {"empty", "", "PASSWORD_MISSING"},
        {"11 characters", "xK9$mQ2vL!p", "PASSWORD_TOO_SHORT"},
        {"11 characters of more bytes", "äöüäöüäöüäö", "PASSWORD_TOO_SHORT"},
        {"3 emoji are 12 bytes", "😀🐧🍋", "PASSWORD_TOO_SHORT"},
        {"1025 bytes", std::string(1025, 'x'), "PASSWORD_TOO_LONG"},
        {"NUL", std::string("xK9$mQ2v\0L!pZ", 13), "PASSWORD_FORBIDDEN_CHARACTERS"},
        {"line end", "xK9$mQ2vL!pZ\n", "PASSWORD_FORBIDDEN_CHARACTERS"},
        {"not UTF-8", "xK9$mQ2vL!p\xff", "PASSWORD_FORBIDDEN_CHARACTERS"},
        {"right-to-left override", "xK9$mQ2vL!pZ\u202e", "PASSWORD_FORBIDDEN_CHARACTERS"},
    };
    for (const Case& c : cases) {
      PasswordRating rating = rate_password(c.password, kOwn);
      CPPUNIT_ASSERT_MESSAGE(c.name, !rating.accepted);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::size_t(1), rating.messages.size());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.message), rating.messages[0]);
    }
  }

  void good_passwords_are_accepted_without_a_word() {
    for (const char* password : {"xK9$mQ2vL!pZ", "rostig.Ofen-47 Lampion", "kaffeetasse-am-donnerstag",
                                 "пароль-длинный-кот", "vier grüne Öfen singen", "  blank at both ends ok  "}) {
      PasswordRating rating = rate_password(password, kOwn);
      CPPUNIT_ASSERT_MESSAGE(password, rating.accepted);
      CPPUNIT_ASSERT_MESSAGE(password, rating.bits >= kLeastPasswordBits);
      CPPUNIT_ASSERT_MESSAGE(password, rating.messages.empty());
    }
  }

  void weak_passwords_are_refused_with_fitting_advice() {
    struct Case {
      std::string password;
      const char* advice;
    } cases[] = {
        {"passwordpassword", "PASSWORD_ADVICE_DICTIONARY"},
        {"Passwort1234!", "PASSWORD_ADVICE_DICTIONARY"},
        {"HalloSchatz2024", "PASSWORD_ADVICE_DICTIONARY"},
        {"Donaudampfschiff", "PASSWORD_ADVICE_DICTIONARY"},
        {"BorussiaDortmund", "PASSWORD_ADVICE_DICTIONARY"},
        {"P4ssw0rtG3h31m", "PASSWORD_ADVICE_DICTIONARY"},
        {"qwertzuiopü1234", "PASSWORD_ADVICE_DICTIONARY"},
        {"Weihnachten2025", "PASSWORD_ADVICE_DATE"},
        {"12.03.1985Anna!!", "PASSWORD_ADVICE_DATE"},
        {"aaaaaaaaaaaa", "PASSWORD_ADVICE_REPEAT"},
        {"😀😀😀😀😀😀😀😀😀😀😀😀", "PASSWORD_ADVICE_REPEAT"},
        {"abcdefghijklmnop", "PASSWORD_ADVICE_SEQUENCE"},
        {"nora.neu@muster.example.org", "PASSWORD_ADVICE_OWN_DATA"},
        {"zertifikatsportal", "PASSWORD_ADVICE_OWN_DATA"},
        {"portal.example.net", "PASSWORD_ADVICE_OWN_DATA"},
        {"bhu8bhu8bhu8", "PASSWORD_ADVICE_KEYBOARD"},
        {std::string(1024, 'x'), "PASSWORD_ADVICE_REPEAT"},
    };
    for (const Case& c : cases) {
      PasswordRating rating = rate_password(c.password, kOwn);
      CPPUNIT_ASSERT_MESSAGE(c.password, !rating.accepted);
      CPPUNIT_ASSERT_MESSAGE(c.password, rating.bits < kLeastPasswordBits);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.password, std::string("PASSWORD_TOO_WEAK"), rating.messages[0]);
      CPPUNIT_ASSERT_MESSAGE(c.password + " lacks " + c.advice, has(rating, c.advice));
    }
  }

  void own_data_counts_for_its_owner_only() {
    const std::string password = "UebermutUebermut1";
    CPPUNIT_ASSERT(has(rate_password(password, kOwn), "PASSWORD_ADVICE_OWN_DATA"));
    CPPUNIT_ASSERT(!has(rate_password(password, {}), "PASSWORD_ADVICE_OWN_DATA"));
    CPPUNIT_ASSERT(rate_password(password, kOwn).bits < rate_password(password, {}).bits);
  }

  void umlauts_and_case_hide_no_word() {
    double plain = rate_password("muellermueller", {}).bits;  // capitals may cost a guesser a few more
    for (const char* password : {"müllermüller", "MüllerMüller", "MÜLLERMÜLLER"}) {
      PasswordRating rating = rate_password(password, {});
      CPPUNIT_ASSERT_MESSAGE(password, !rating.accepted);
      CPPUNIT_ASSERT_MESSAGE(password, rating.bits <= plain + 5);
    }
  }

  void hostile_own_data_does_no_harm() {
    OwnData hostile{std::string(5000, '@'), std::string("a\0b\xff", 4), {std::string(100000, 'x'), "", "\xf0\x9f"}};
    CPPUNIT_ASSERT(rate_password("rostig.Ofen-47 Lampion", hostile).accepted);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PasswordRatingTest);
}  // namespace
