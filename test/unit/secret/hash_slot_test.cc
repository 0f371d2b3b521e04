#include "secret/hash_slot.h"

#include <cppunit/extensions/HelperMacros.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include "base/broken.h"

namespace {
using namespace certportal::secret;
using std::chrono::milliseconds;

class HashSlotTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HashSlotTest);
  CPPUNIT_TEST(half_of_the_workers_may_hash_but_one_always);
  CPPUNIT_TEST(no_more_than_the_slots_are_granted);
  CPPUNIT_TEST(destroyed_slot_is_free_again);
  CPPUNIT_TEST(moved_slot_is_held_once);
  CPPUNIT_TEST(slot_of_a_killed_process_is_free_again);
  CPPUNIT_TEST(zero_slots_always_grant);
  CPPUNIT_TEST(unusable_folder_is_broken);
  CPPUNIT_TEST(files_are_private);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    char dir[] = "/tmp/hash-slot-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    dir_ = dir;
  }
  void tearDown() override { std::filesystem::remove_all(dir_); }

  void half_of_the_workers_may_hash_but_one_always() {
    CPPUNIT_ASSERT_EQUAL(2u, hash_slots(4, true));
    CPPUNIT_ASSERT_EQUAL(2u, hash_slots(5, true));
    CPPUNIT_ASSERT_EQUAL(1u, hash_slots(1, true));
    CPPUNIT_ASSERT_EQUAL(1u, hash_slots(0, true));
    CPPUNIT_ASSERT_EQUAL(0u, hash_slots(4, false));
  }

  void no_more_than_the_slots_are_granted() {
    auto first = HashSlot::take(dir_, 2, milliseconds(0));
    auto second = HashSlot::take(dir_, 2, milliseconds(0));
    CPPUNIT_ASSERT(first && second);
    auto begin = std::chrono::steady_clock::now();
    CPPUNIT_ASSERT(!HashSlot::take(dir_, 2, milliseconds(20)));
    auto waited = std::chrono::steady_clock::now() - begin;
    CPPUNIT_ASSERT(waited >= milliseconds(20));
  }

  void destroyed_slot_is_free_again() {
    for (int i = 0; i < 100; ++i) CPPUNIT_ASSERT(HashSlot::take(dir_, 1, milliseconds(0)));
  }

  void moved_slot_is_held_once() {
    auto slot = HashSlot::take(dir_, 1, milliseconds(0));
    CPPUNIT_ASSERT(slot);
    {
      HashSlot moved = std::move(*slot);
      slot.reset();
      CPPUNIT_ASSERT(!HashSlot::take(dir_, 1, milliseconds(0)));
    }
    CPPUNIT_ASSERT(HashSlot::take(dir_, 1, milliseconds(0)));
  }

  void slot_of_a_killed_process_is_free_again() {
    int ready[2];
    CPPUNIT_ASSERT_EQUAL(0, pipe(ready));
    pid_t child = fork();
    if (child == 0) {
      auto slot = HashSlot::take(dir_, 1, milliseconds(0));
      if (slot && write(ready[1], "x", 1) == 1) pause();
      _exit(1);
    }
    close(ready[1]);
    char byte = 0;
    CPPUNIT_ASSERT_EQUAL(ssize_t(1), read(ready[0], &byte, 1));
    close(ready[0]);
    CPPUNIT_ASSERT(!HashSlot::take(dir_, 1, milliseconds(0)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CPPUNIT_ASSERT(HashSlot::take(dir_, 1, milliseconds(0)));
  }

  void zero_slots_always_grant() {
    std::vector<std::optional<HashSlot>> slots;
    for (int i = 0; i < 10; ++i) slots.push_back(HashSlot::take("/nonexistent", 0));
    for (const auto& slot : slots) CPPUNIT_ASSERT(slot);
  }

  void unusable_folder_is_broken() {
    CPPUNIT_ASSERT_THROW(HashSlot::take("/nonexistent", 1), certportal::Broken);
    CPPUNIT_ASSERT_EQUAL(0, symlink("/etc/passwd", (dir_ + "/hash-0").c_str()));
    CPPUNIT_ASSERT_THROW(HashSlot::take(dir_, 1), certportal::Broken);
  }

  void files_are_private() {
    auto slot = HashSlot::take(dir_, 1);
    struct stat status {};
    CPPUNIT_ASSERT_EQUAL(0, stat((dir_ + "/hash-0").c_str(), &status));
    CPPUNIT_ASSERT_EQUAL(mode_t(0600), status.st_mode & 07777);
  }

 private:
  std::string dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(HashSlotTest);
}  // namespace
