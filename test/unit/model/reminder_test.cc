// When reminders are due: steps by parts of the lifetime, the latest one alone, and when to look again.
#include "model/reminder.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using namespace certportal::model;

constexpr Time kStart{std::chrono::days(20000)};
constexpr Time kEnd = kStart + std::chrono::days(120);
const std::vector<long> kParts = {3, 6, 12};

Time day(int number) { return kStart + std::chrono::days(number); }

ReminderSubject make_subject(std::set<std::string> done = {}) { return {{kStart, kEnd}, {}, std::move(done)}; }

class ReminderTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ReminderTest);
  CPPUNIT_TEST(steps_come_in_the_order_of_time_and_end_with_expiry);
  CPPUNIT_TEST(the_latest_due_step_counts_alone);
  CPPUNIT_TEST(nothing_is_due_once_it_cannot_be_renewed);
  CPPUNIT_TEST(revoked_replaced_pending_and_muted_ones_are_passed_over);
  CPPUNIT_TEST(malformed_parts_are_refused);
  CPPUNIT_TEST_SUITE_END();

 public:
  void steps_come_in_the_order_of_time_and_end_with_expiry() {
    auto steps = reminder_steps(kStart, kEnd, {12, 3, 6});
    const std::vector<std::pair<std::string, Time>> expected = {
        {"1/3", day(80)}, {"1/6", day(100)}, {"1/12", day(110)}, {"end", kEnd}};
    CPPUNIT_ASSERT_EQUAL(expected.size(), steps.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CPPUNIT_ASSERT_EQUAL(expected[i].first, steps[i].name);
      CPPUNIT_ASSERT(expected[i].second == steps[i].due_at);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reminder_steps(kStart, kEnd, {}).size());
  }

  void the_latest_due_step_counts_alone() {
    struct Case {
      const char* title;
      std::set<std::string> done;
      Time until;
      std::string due;
      std::vector<std::string> passed;
      std::optional<Time> next;
    };
    const std::vector<Case> cases = {
        {"nothing yet", {}, day(80) - Seconds{1}, "", {}, day(80)},
        {"the first to the second", {}, day(80), "1/3", {}, day(100)},
        {"done", {"1/3"}, day(99), "", {}, day(100)},
        {"came in late", {}, day(111), "1/12", {"1/3", "1/6"}, kEnd},
        {"slept through one", {"1/3"}, day(111), "1/12", {"1/6"}, kEnd},
        {"an earlier one never comes after a later", {"1/12"}, day(111), "", {}, kEnd},
        {"expired", {"1/3", "1/6", "1/12"}, kEnd, "end", {}, std::nullopt},
        {"all done", {"1/3", "1/6", "1/12", "end"}, kEnd, "", {}, std::nullopt},
        {"done ahead on the same day", {"1/3", "1/6"}, day(80), "", {}, day(110)},
    };
    for (const Case& each : cases) {
      auto look = look_at(make_subject(each.done), kParts, each.until, day(200));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(each.title, each.due, look.due ? look.due->name : "");
      CPPUNIT_ASSERT_MESSAGE(each.title, each.passed == look.passed);
      CPPUNIT_ASSERT_MESSAGE(each.title, each.next == look.next);
    }
  }

  void nothing_is_due_once_it_cannot_be_renewed() {
    CPPUNIT_ASSERT(look_at(make_subject(), kParts, kEnd + std::chrono::days(30), day(200)).due);
    auto look = look_at(make_subject(), kParts, kEnd + std::chrono::days(30) + Seconds{1}, day(200));
    CPPUNIT_ASSERT(!look.due && !look.next);
  }

  void revoked_replaced_pending_and_muted_ones_are_passed_over() {
    for (auto state : {&CertificateFacts::revoked, &CertificateFacts::replaced}) {
      ReminderSubject subject = make_subject();
      subject.facts.*state = true;
      auto look = look_at(subject, kParts, day(90), day(91));
      CPPUNIT_ASSERT(!look.due && !look.next);
    }
    ReminderSubject pending = make_subject();
    pending.facts.revocation_pending = true;
    CPPUNIT_ASSERT(look_at(pending, kParts, day(90), day(91)).next == day(91));
    ReminderSubject muted = make_subject();
    muted.muted_until = day(105);
    auto silent = look_at(muted, kParts, day(105) - Seconds{1}, day(106));
    CPPUNIT_ASSERT(!silent.due && silent.next == day(105));
    auto look = look_at(muted, kParts, day(105), day(106));
    CPPUNIT_ASSERT_EQUAL(std::string("1/6"), look.due->name);
    CPPUNIT_ASSERT(look.passed == std::vector<std::string>{"1/3"});
  }

  void malformed_parts_are_refused() {
    auto parts_of = [](const std::string& text) {
      return reminder_parts(Config::parse("reminder_parts = " + text + "\n", "test.conf").value());
    };
    CPPUNIT_ASSERT(parts_of("3, 6, 12").value() == kParts);
    CPPUNIT_ASSERT(parts_of("").value().empty());
    for (const char* bad : {"1", "0", "-3", "3x", "3; 6", "1001", "2,3,4,5,6,7,8,9,10,11,12"}) {
      auto refused = parts_of(bad);
      CPPUNIT_ASSERT_MESSAGE(bad, !refused);
      CPPUNIT_ASSERT(refused.error().log.find("test.conf: key 'reminder_parts'") == 0);
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReminderTest);

}  // namespace
