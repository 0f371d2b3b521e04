#include "secret/locked_box.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using std::string;

class LockedBoxTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(LockedBoxTest);
  CPPUNIT_TEST(a_box_opens_with_its_key_for_its_purpose);
  CPPUNIT_TEST(a_changed_box_does_not_open);
  CPPUNIT_TEST_SUITE_END();

  const string text_ = string("gehei\0mes", 9) + "é";

 public:
  void a_box_opens_with_its_key_for_its_purpose() {
    const string box = secret::lock("a key", "totp 17", text_);
    CPPUNIT_ASSERT_EQUAL(text_.size() + 40, box.size());
    CPPUNIT_ASSERT(box.find("gehei") == string::npos);
    CPPUNIT_ASSERT(secret::lock("a key", "totp 17", text_) != box);
    CPPUNIT_ASSERT_EQUAL(text_, secret::open_locked("a key", "totp 17", box).value());
    CPPUNIT_ASSERT(!secret::open_locked("a key", "totp 18", box));
    CPPUNIT_ASSERT(!secret::open_locked("another key", "totp 17", box));
  }

  void a_changed_box_does_not_open() {
    const string box = secret::lock("k", "p", text_);
    for (std::size_t i = 0; i < box.size(); ++i) {
      string changed = box;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      CPPUNIT_ASSERT(!secret::open_locked("k", "p", changed));
      CPPUNIT_ASSERT(!secret::open_locked("k", "p", box.substr(0, i)));
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LockedBoxTest);
}  // namespace
