// Whom a secret file is open to; www-data is a user with a group of its own, staff a group without a user.
#include "base/file_rights.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <grp.h>

namespace certportal {
namespace {

class FileRightsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(FileRightsTest);
  CPPUNIT_TEST(a_file_is_closed_for_its_owner_or_a_group_of_one_users_own);
  CPPUNIT_TEST_SUITE_END();

 public:
  void a_file_is_closed_for_its_owner_or_a_group_of_one_users_own() {
    struct Case {
      const char* name;
      const char* group;
      mode_t mode;
      bool is_open;
    };
    const Case cases[] = {
        {"owner only", "staff", 0600, false},          {"a user's own group may read", "www-data", 0640, false},
        {"it may write, too", "www-data", 0660, true}, {"a group of many", "staff", 0640, true},
        {"everybody", "www-data", 0644, true},         {"everybody may write", "staff", 0602, true},
    };
    for (const Case& one : cases) {
      struct stat status {};
      status.st_mode = S_IFREG | one.mode;
      status.st_gid = getgrnam(one.group)->gr_gid;
      CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name, one.is_open, is_open_to_others(status));
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FileRightsTest);

}  // namespace
}  // namespace certportal
