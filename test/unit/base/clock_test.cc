// The clock: formats, limits of the calendar, and the offset file.
#include "base/clock.h"

#include <cppunit/extensions/HelperMacros.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace certportal;
using namespace std::string_literals;

namespace {

class ClockTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ClockTest);
  CPPUNIT_TEST(times_are_written_and_read_back);
  CPPUNIT_TEST(malformed_times_are_refused);
  CPPUNIT_TEST(days_are_rounded_down);
  CPPUNIT_TEST(offset_file_moves_now);
  CPPUNIT_TEST(unusable_offset_counts_as_none);
  CPPUNIT_TEST_SUITE_END();

  std::string path_;

 public:
  void setUp() override {
    char name[] = "/tmp/clock-test-XXXXXX";
    close(mkstemp(name));
    path_ = name;
  }
  void tearDown() override {
    set_clock_offset_file("");
    std::remove(path_.c_str());
  }

  void times_are_written_and_read_back() {
    struct Case {
      std::string name;
      long long seconds;
      std::string sql, iso;
    } cases[] = {
        {"epoch", 0, "1970-01-01 00:00:00", "1970-01-01T00:00:00Z"},
        {"leap day", 1709164800, "2024-02-29 00:00:00", "2024-02-29T00:00:00Z"},
        {"before the epoch", -1, "1969-12-31 23:59:59", "1969-12-31T23:59:59Z"},
        {"beyond 2038", 4102444800, "2100-01-01 00:00:00", "2100-01-01T00:00:00Z"},
        {"last that a certificate may carry", 253402300799, "9999-12-31 23:59:59", "9999-12-31T23:59:59Z"},
    };
    for (const auto& c : cases) {
      Time time{Seconds{c.seconds}};
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.sql, to_sql(time));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.iso, to_iso(time));
      CPPUNIT_ASSERT_MESSAGE(c.name, from_sql(c.sql) == time);
    }
  }

  void malformed_times_are_refused() {
    for (const char* text : {"", "2026-11-28", "2026-13-01 00:00:00", "2026-02-29 00:00:00", "2026-11-31 00:00:00",
                             "2026-00-10 00:00:00", "2026-11-28 1x:00:00", "-026-11-28 00:00:00", "2026-11-28 25:00:00",
                             "2026-11-28 10:60:00", "2026-11-28 10:00:61", "2026x11x28x10x00x00"})
      CPPUNIT_ASSERT_MESSAGE(text, !from_sql(text));
  }

  void days_are_rounded_down() {
    Time start = *from_sql("2026-11-28 10:00:00");
    CPPUNIT_ASSERT_EQUAL(0L, days_between(start, start));
    CPPUNIT_ASSERT_EQUAL(0L, days_between(start, start + Seconds{86399}));
    CPPUNIT_ASSERT_EQUAL(1L, days_between(start, start + Seconds{86400}));
    CPPUNIT_ASSERT_EQUAL(-1L, days_between(start, start - Seconds{1}));
  }

  void offset_file_moves_now() {
    for (long long offset : {86400LL, -86400LL, 0LL}) {
      std::ofstream(path_) << offset << "\n";
      set_clock_offset_file(path_);
      CPPUNIT_ASSERT_EQUAL(offset, static_cast<long long>(clock_offset().count()));
      Time moved = now();
      set_clock_offset_file("");
      CPPUNIT_ASSERT(std::llabs((moved - now()).count() - offset) <= 1);
    }
    std::ofstream(path_) << "+60";
    set_clock_offset_file(path_);
    CPPUNIT_ASSERT_EQUAL(60LL, static_cast<long long>(clock_offset().count()));
  }

  void unusable_offset_counts_as_none() {
    for (const char* content : {"", "soon", "99999999999999999999999", "\n60"}) {
      std::ofstream(path_) << content;
      set_clock_offset_file(path_);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(content, 0LL, static_cast<long long>(clock_offset().count()));
    }
    set_clock_offset_file(path_ + "-missing");
    CPPUNIT_ASSERT_EQUAL(0LL, static_cast<long long>(clock_offset().count()));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ClockTest);

}  // namespace
