#include "base/file.h"

#include <cppunit/extensions/HelperMacros.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace {
using namespace certportal;

class FileTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(FileTest);
  CPPUNIT_TEST(a_key_is_read_without_white_space_and_never_too_short);
  CPPUNIT_TEST(a_key_that_is_missing_is_an_error_that_names_the_file);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    char name[] = "/tmp/certportal-file-test.XXXXXX";
    close(mkstemp(name));
    path_ = name;
  }

  void tearDown() override { unlink(path_.c_str()); }

  void a_key_is_read_without_white_space_and_never_too_short() {
    std::ofstream(path_) << " \t0123456789abcdef\r\n\n";
    CPPUNIT_ASSERT_EQUAL(std::string("0123456789abcdef"), read_key(path_, 16).value());
    auto short_one = read_key(path_, 17);
    CPPUNIT_ASSERT(!short_one.ok());
    CPPUNIT_ASSERT_EQUAL(path_ + ": the key is shorter than 17 bytes", short_one.error().log);
  }

  void a_key_that_is_missing_is_an_error_that_names_the_file() {
    auto missing = read_key(path_ + ".gone", 1);
    CPPUNIT_ASSERT(!missing.ok());
    CPPUNIT_ASSERT(missing.error().log.starts_with(path_ + ".gone: "));
  }

 private:
  std::string path_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(FileTest);
}  // namespace
