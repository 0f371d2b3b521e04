// Days of the process's time zone, over the change of summer time.
#include "base/calendar.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <ctime>

namespace {
using namespace certportal;

Time utc(const char* text) { return from_sql(text).value(); }

class CalendarTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CalendarTest);
  CPPUNIT_TEST(a_day_is_that_of_the_time_zone);
  CPPUNIT_TEST(midnights_know_summer_time);
  CPPUNIT_TEST(months_begin_at_their_first_midnight);
  CPPUNIT_TEST(only_days_that_exist_are_dates);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    setenv("TZ", "Europe/Berlin", 1);
    tzset();
  }

  void a_day_is_that_of_the_time_zone() {
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-28"), local_date(utc("2026-11-27 23:00:00")));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-27"), local_date(utc("2026-11-27 22:59:59")));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-07-01"), local_date(utc("2026-06-30 22:00:00")));
  }

  void midnights_know_summer_time() {
    CPPUNIT_ASSERT(local_midnight(utc("2026-11-28 12:00:00")) == utc("2026-11-27 23:00:00"));
    CPPUNIT_ASSERT(local_midnight(utc("2026-03-28 12:00:00"), 1) == utc("2026-03-28 23:00:00"));
    CPPUNIT_ASSERT(local_midnight(utc("2026-03-28 12:00:00"), 2) == utc("2026-03-29 22:00:00"));
    CPPUNIT_ASSERT(local_midnight(utc("2026-12-31 12:00:00"), 1) == utc("2026-12-31 23:00:00"));
    CPPUNIT_ASSERT(local_midnight_of("2026-07-01") == utc("2026-06-30 22:00:00"));
  }

  void months_begin_at_their_first_midnight() {
    CPPUNIT_ASSERT(local_month(utc("2026-11-28 12:00:00")) == utc("2026-10-31 23:00:00"));
    CPPUNIT_ASSERT(local_month(utc("2026-10-31 23:30:00")) == utc("2026-10-31 23:00:00"));
    CPPUNIT_ASSERT(local_month(utc("2026-01-31 12:00:00"), 1) == utc("2026-01-31 23:00:00"));
    CPPUNIT_ASSERT(local_month(utc("2026-11-28 12:00:00"), 6) == utc("2027-04-30 22:00:00"));
    CPPUNIT_ASSERT(local_month(utc("2026-11-28 12:00:00"), 12) == utc("2027-10-31 23:00:00"));
  }

  void only_days_that_exist_are_dates() {
    for (const char* bad : {"", "2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1", "28.11.2026", "2026-11-2x",
                            "+026-11-28", "2026-11-28 "})
      CPPUNIT_ASSERT_MESSAGE(bad, !local_midnight_of(bad));
    CPPUNIT_ASSERT(local_midnight_of("2028-02-29"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CalendarTest);

}  // namespace
