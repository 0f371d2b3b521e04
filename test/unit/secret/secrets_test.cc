#include "secret/secrets.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "secret/sealed_box.h"

namespace {
using namespace certportal::secret;

const std::vector<std::string> kAll = {
    "worker-database-password", "jobs-database-password", "operator-database-password", "form-key", "audit-key",
    "seal-secret-key",          "seal-public-key"};

class SecretsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SecretsTest);
  CPPUNIT_TEST(makes_the_folder_and_seven_private_files);
  CPPUNIT_TEST(second_run_makes_and_changes_nothing);
  CPPUNIT_TEST(lost_file_is_made_anew_and_the_others_kept);
  CPPUNIT_TEST(public_key_is_derived_from_a_kept_secret_key);
  CPPUNIT_TEST(mismatched_or_orphaned_public_key_is_refused);
  CPPUNIT_TEST(one_more_file_gets_its_mode_and_is_kept);
  CPPUNIT_TEST(unusable_places_are_told);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    char dir[] = "/tmp/secrets-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    parent_ = dir;
    dir_ = parent_ + "/secret";
  }
  void tearDown() override { std::filesystem::remove_all(parent_); }

  void makes_the_folder_and_seven_private_files() {
    auto made = init_secrets(dir_);
    CPPUNIT_ASSERT(made.ok());
    CPPUNIT_ASSERT(*made == kAll);
    CPPUNIT_ASSERT_EQUAL(mode_t(0700), mode(dir_));
    std::set<std::string> contents;
    for (const std::string& name : kAll) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, mode_t(0600), mode(dir_ + "/" + name));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::size_t(43), content(name).size());
      contents.insert(content(name));
    }
    CPPUNIT_ASSERT_EQUAL(kAll.size(), contents.size());
    auto files = std::filesystem::directory_iterator(dir_);
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t(7), std::distance(begin(files), end(files)));
    CPPUNIT_ASSERT_EQUAL(std::string("t"),
                         open_sealed(content("seal-secret-key"), seal(content("seal-public-key"), "t")).value());
  }

  void second_run_makes_and_changes_nothing() {
    CPPUNIT_ASSERT(init_secrets(dir_).ok());
    std::string before = content("form-key");
    CPPUNIT_ASSERT(init_secrets(dir_).value().empty());
    CPPUNIT_ASSERT_EQUAL(before, content("form-key"));
  }

  void lost_file_is_made_anew_and_the_others_kept() {
    CPPUNIT_ASSERT(init_secrets(dir_).ok());
    std::string kept = content("jobs-database-password");
    std::filesystem::remove(dir_ + "/form-key");
    CPPUNIT_ASSERT(init_secrets(dir_).value() == std::vector<std::string>{"form-key"});
    CPPUNIT_ASSERT_EQUAL(kept, content("jobs-database-password"));
  }

  void public_key_is_derived_from_a_kept_secret_key() {
    CPPUNIT_ASSERT(init_secrets(dir_).ok());
    std::string public_key = content("seal-public-key");
    std::filesystem::remove(dir_ + "/seal-public-key");
    CPPUNIT_ASSERT(init_secrets(dir_).value() == std::vector<std::string>{"seal-public-key"});
    CPPUNIT_ASSERT_EQUAL(public_key, content("seal-public-key"));
  }

  void mismatched_or_orphaned_public_key_is_refused() {
    CPPUNIT_ASSERT(init_secrets(dir_).ok());
    std::ofstream(dir_ + "/seal-public-key") << make_seal_pair().public_key;
    CPPUNIT_ASSERT(!init_secrets(dir_).ok());
    std::filesystem::remove(dir_ + "/seal-secret-key");
    auto orphaned = init_secrets(dir_);
    CPPUNIT_ASSERT(!orphaned.ok());
    CPPUNIT_ASSERT(orphaned.error().log.find("seal-secret-key") != std::string::npos);
    CPPUNIT_ASSERT(!std::filesystem::exists(dir_ + "/seal-secret-key"));
  }

  void one_more_file_gets_its_mode_and_is_kept() {
    CPPUNIT_ASSERT(init_secrets(dir_).ok());
    CPPUNIT_ASSERT(make_secret(dir_, "certificate", "first", 0644).value());
    CPPUNIT_ASSERT_EQUAL(mode_t(0644), mode(dir_ + "/certificate"));
    CPPUNIT_ASSERT(!make_secret(dir_, "certificate", "second", 0600).value());
    CPPUNIT_ASSERT_EQUAL(std::string("first"), content("certificate"));
    CPPUNIT_ASSERT(!make_secret(parent_ + "/nowhere", "certificate", "first", 0644).ok());
  }

  void unusable_places_are_told() {
    CPPUNIT_ASSERT(!init_secrets("/proc/nothing/here").ok());
    std::ofstream(parent_ + "/file") << "x";
    CPPUNIT_ASSERT(!init_secrets(parent_ + "/file").ok());
    std::filesystem::create_directory(dir_);
    std::ofstream(dir_ + "/seal-secret-key") << "junk";
    auto junk = init_secrets(dir_);
    CPPUNIT_ASSERT(!junk.ok());
    CPPUNIT_ASSERT(junk.error().log.find("seal-secret-key") != std::string::npos);
  }

 private:
  static mode_t mode(const std::string& path) {
    struct stat status {};
    CPPUNIT_ASSERT_EQUAL(0, stat(path.c_str(), &status));
    return status.st_mode & 07777;
  }
  std::string content(const std::string& name) { return certportal::read_file(dir_ + "/" + name).value(); }

  std::string parent_;
  std::string dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(SecretsTest);
}  // namespace
