#include "secret/token.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>

#include "base/text.h"

namespace {
using namespace certportal::secret;

const std::string kKey = "0123456789abcdef0123456789abcdef";

class TokenTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TokenTest);
  CPPUNIT_TEST(bytes_above_ascii_are_no_digits);
  CPPUNIT_TEST(tokens_are_256_bits_of_base64url_and_differ);
  CPPUNIT_TEST(stored_form_is_raw_sha256);
  CPPUNIT_TEST(equality_compares_every_byte);
  CPPUNIT_TEST(a_masked_token_differs_each_time_and_is_the_same_below);
  CPPUNIT_TEST(what_is_no_masked_token_is_none);
  CPPUNIT_TEST(signed_token_is_known_by_its_key_only);
  CPPUNIT_TEST(forged_signed_tokens_are_refused);
  CPPUNIT_TEST_SUITE_END();

 public:
  void bytes_above_ascii_are_no_digits() {
    const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int byte = 0; byte < 256; ++byte) {
      const std::string text = std::string("AA") + static_cast<char>(byte) + "A";
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), digits.find(text[2]) != std::string::npos,
                                   from_base64url(text).has_value());
    }
  }

  void tokens_are_256_bits_of_base64url_and_differ() {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
      std::string token = new_token();
      CPPUNIT_ASSERT_EQUAL(std::size_t(43), token.size());
      CPPUNIT_ASSERT(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
                     std::string::npos);
      seen.insert(token);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t(100), seen.size());
  }

  void stored_form_is_raw_sha256() {  // FIPS 180-2, appendix B.1
    CPPUNIT_ASSERT_EQUAL(std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                         certportal::to_hex(token_hash("abc")));
    CPPUNIT_ASSERT_EQUAL(std::size_t(32), token_hash("").size());
  }

  void equality_compares_every_byte() {
    CPPUNIT_ASSERT(is_equal("abc", "abc"));
    CPPUNIT_ASSERT(is_equal("", ""));
    CPPUNIT_ASSERT(!is_equal("abc", "abd"));
    CPPUNIT_ASSERT(!is_equal("abc", "abcd"));
    CPPUNIT_ASSERT(!is_equal(std::string("a\0b", 3), std::string("a\0c", 3)));
  }

  void a_masked_token_differs_each_time_and_is_the_same_below() {
    for (const std::string& token : {new_token(), signed_token(kKey), std::string("x")}) {
      CPPUNIT_ASSERT(masked(token) != masked(token));
      CPPUNIT_ASSERT_EQUAL(token, unmasked(masked(token)));
      CPPUNIT_ASSERT(masked(token).find(token) == std::string::npos || token.size() == 1);
    }
  }

  void what_is_no_masked_token_is_none() {
    const std::string token = new_token();
    for (const std::string& text :
         {std::string(), token.substr(0, 20), std::string(200, '*'), token + "=", "ä" + token})
      CPPUNIT_ASSERT_EQUAL(std::string(), unmasked(text));
    CPPUNIT_ASSERT(unmasked(token) != token);
  }

  void signed_token_is_known_by_its_key_only() {
    std::string text = signed_token(kKey);
    CPPUNIT_ASSERT(is_signed_token(kKey, text));
    CPPUNIT_ASSERT(!is_signed_token("another key of some length", text));
    CPPUNIT_ASSERT(signed_token(kKey) != text);
  }

  void forged_signed_tokens_are_refused() {
    std::string good = signed_token(kKey);
    std::string changed = good;
    changed[0] = changed[0] == 'A' ? 'B' : 'A';
    std::string other = signed_token(kKey);
    struct Case {
      const char* name;
      std::string text;
    } cases[] = {
        {"empty", ""},
        {"dot alone", "."},
        {"no mac", good.substr(0, 43)},
        {"empty mac", good.substr(0, 44)},
        {"mac cut", good.substr(0, good.size() - 1)},
        {"mac longer", good + "A"},
        {"token changed", changed},
        {"mac of another token", good.substr(0, 44) + other.substr(44)},
        {"NUL added", good + std::string(1, '\0')},
        {"huge", std::string(100000, '.')},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_MESSAGE(c.name, !is_signed_token(kKey, c.text));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TokenTest);
}  // namespace
