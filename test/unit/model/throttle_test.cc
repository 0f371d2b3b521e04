#include "model/throttle.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal::model;
using certportal::Seconds;
using certportal::Time;

const Time kNow{Seconds(1'800'000'000)};

class ThrottleTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ThrottleTest);
  CPPUNIT_TEST(pauses_double_from_the_fifth_try_up_to_five_minutes);
  CPPUNIT_TEST(network_has_more_free_tries);
  CPPUNIT_TEST(first_pause_may_be_long);
  CPPUNIT_TEST(pause_runs_out);
  CPPUNIT_TEST(tries_are_forgotten_an_hour_after_the_last);
  CPPUNIT_TEST(clock_set_back_locks_nobody_out);
  CPPUNIT_TEST(counter_never_overflows);
  CPPUNIT_TEST_SUITE_END();

 public:
  void pauses_double_from_the_fifth_try_up_to_five_minutes() {
    struct Case {
      unsigned count;
      long pause;
    } cases[] = {{0, 0},
                 {1, 0},
                 {4, 0},
                 {5, 1},
                 {6, 2},
                 {7, 4},
                 {12, 128},
                 {13, 256},
                 {14, 300},
                 {40, 300},
                 {4'000'000'000, 300}};
    for (const Case& c : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(c.count), c.pause,
                                   pause_left(kAccountThrottle, {c.count, kNow}, kNow).count());
  }

  void network_has_more_free_tries() {
    CPPUNIT_ASSERT_EQUAL(0L, pause_left(kNetworkThrottle, {19, kNow}, kNow).count());
    CPPUNIT_ASSERT_EQUAL(1L, pause_left(kNetworkThrottle, {20, kNow}, kNow).count());
  }

  void first_pause_may_be_long() {
    ThrottlePolicy hourly{2, Seconds(3600), Seconds(7200), Seconds(3600)};
    CPPUNIT_ASSERT_EQUAL(0L, pause_left(hourly, {2, kNow}, kNow).count());
    CPPUNIT_ASSERT_EQUAL(3600L, pause_left(hourly, {3, kNow}, kNow).count());
    CPPUNIT_ASSERT_EQUAL(3600L, pause_left(hourly, {4'000'000'000, kNow}, kNow).count());
  }

  void pause_runs_out() {
    Tries tries{8, kNow};
    CPPUNIT_ASSERT_EQUAL(8L, pause_left(kAccountThrottle, tries, kNow).count());
    CPPUNIT_ASSERT_EQUAL(1L, pause_left(kAccountThrottle, tries, kNow + Seconds(7)).count());
    CPPUNIT_ASSERT_EQUAL(0L, pause_left(kAccountThrottle, tries, kNow + Seconds(8)).count());
    CPPUNIT_ASSERT_EQUAL(0L, pause_left(kAccountThrottle, tries, kNow + Seconds(100000)).count());
  }

  void tries_are_forgotten_an_hour_after_the_last() {
    Tries tries{10, kNow};
    CPPUNIT_ASSERT_EQUAL(11u, after_try(kAccountThrottle, tries, kNow + Seconds(3599)).count);
    Tries anew = after_try(kAccountThrottle, tries, kNow + Seconds(3600));
    CPPUNIT_ASSERT_EQUAL(1u, anew.count);
    CPPUNIT_ASSERT(anew.last == kNow + Seconds(3600));
    CPPUNIT_ASSERT_EQUAL(1u, after_try(kAccountThrottle, {}, kNow).count);
  }

  void clock_set_back_locks_nobody_out() {
    Tries slightly_ahead{14, kNow + Seconds(5)};  // another host's clock
    CPPUNIT_ASSERT_EQUAL(300L, pause_left(kAccountThrottle, slightly_ahead, kNow).count());
    CPPUNIT_ASSERT_EQUAL(15u, after_try(kAccountThrottle, slightly_ahead, kNow).count);
    Tries far_ahead{14, kNow + Seconds(86400)};
    CPPUNIT_ASSERT_EQUAL(0L, pause_left(kAccountThrottle, far_ahead, kNow).count());
    CPPUNIT_ASSERT_EQUAL(1u, after_try(kAccountThrottle, far_ahead, kNow).count);
  }

  void counter_never_overflows() {
    CPPUNIT_ASSERT(after_try(kAccountThrottle, {4'294'967'295u, kNow}, kNow).count > 1000u);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ThrottleTest);
}  // namespace
