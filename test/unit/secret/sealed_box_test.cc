#include "secret/sealed_box.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/broken.h"

namespace {
using namespace certportal::secret;

class SealedBoxTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SealedBoxTest);
  CPPUNIT_TEST(what_was_sealed_opens_with_the_secret_key);
  CPPUNIT_TEST(another_key_opens_nothing);
  CPPUNIT_TEST(changed_boxes_open_nowhere);
  CPPUNIT_TEST(public_key_follows_from_the_secret_one);
  CPPUNIT_TEST(keys_may_have_a_line_end);
  CPPUNIT_TEST(bad_keys_are_told);
  CPPUNIT_TEST_SUITE_END();

 public:
  void what_was_sealed_opens_with_the_secret_key() {
    SealPair pair = make_seal_pair();
    for (const std::string& text :
         {std::string(), std::string("token"), std::string("a\0b", 3), std::string(100000, 'x')}) {
      std::string box = seal(pair.public_key, text);
      CPPUNIT_ASSERT_EQUAL(text.size() + 48, box.size());
      CPPUNIT_ASSERT(text.empty() || box.find(text) == std::string::npos);
      auto opened = open_sealed(pair.secret_key, box);
      CPPUNIT_ASSERT(opened.ok());
      CPPUNIT_ASSERT(*opened == text);
    }
  }

  void another_key_opens_nothing() {
    std::string box = seal(make_seal_pair().public_key, "token");
    CPPUNIT_ASSERT(!open_sealed(make_seal_pair().secret_key, box).ok());
  }

  void changed_boxes_open_nowhere() {
    SealPair pair = make_seal_pair();
    std::string box = seal(pair.public_key, "token");
    for (std::size_t i = 0; i < box.size(); ++i) {
      std::string changed = box;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      CPPUNIT_ASSERT_MESSAGE(std::to_string(i), !open_sealed(pair.secret_key, changed).ok());
    }
    for (std::size_t length : {0, 1, 47, 48, 52})
      CPPUNIT_ASSERT(!open_sealed(pair.secret_key, box.substr(0, length)).ok());
    CPPUNIT_ASSERT(!open_sealed(pair.secret_key, box + "x").ok());
  }

  void public_key_follows_from_the_secret_one() {
    SealPair pair = make_seal_pair();
    CPPUNIT_ASSERT_EQUAL(pair.public_key, seal_public_key(pair.secret_key).value());
    CPPUNIT_ASSERT_EQUAL(std::size_t(43), pair.secret_key.size());
  }

  void keys_may_have_a_line_end() {
    SealPair pair = make_seal_pair();
    CPPUNIT_ASSERT_EQUAL(std::string("t"),
                         open_sealed(" " + pair.secret_key + "\r\n", seal(pair.public_key + "\n", "t")).value());
  }

  void bad_keys_are_told() {
    for (const std::string& key : {std::string(), std::string("x"), std::string(42, 'A'), std::string(44, 'A'),
                                   std::string(43, '+'), std::string(43, '\0'), std::string(5000, 'A')}) {
      CPPUNIT_ASSERT_MESSAGE(key, !is_seal_key(key));
      CPPUNIT_ASSERT(!seal_public_key(key).ok());
      CPPUNIT_ASSERT(!open_sealed(key, std::string(60, 'x')).ok());
      CPPUNIT_ASSERT_THROW(seal(key, "t"), certportal::Broken);
    }
    CPPUNIT_ASSERT(is_seal_key(make_seal_pair().public_key));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SealedBoxTest);
}  // namespace
