#include "fcgi/retirement.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace certportal::fcgi;

namespace {

constexpr std::uint64_t kMegabyte = 1 << 20;

class RetirementTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RetirementTest);
  CPPUNIT_TEST(worker_ends_at_either_bound);
  CPPUNIT_TEST(bounds_spread_over_a_tenth);
  CPPUNIT_TEST_SUITE_END();

 public:
  void worker_ends_at_either_bound() {
    struct Case {
      long requests, megabytes;
      std::uint64_t answered, resident;
      bool is_due;
    };
    for (const Case& each : {Case{100, 10, 99, 10 * kMegabyte - 1, false}, Case{100, 10, 100, 0, true},
                             Case{100, 10, 0, 10 * kMegabyte, true}, Case{100, 0, 99, 1000 * kMegabyte, false},
                             Case{0, 10, 1'000'000, kMegabyte, false}, Case{0, 0, 1'000'000, 1000 * kMegabyte, false}})
      CPPUNIT_ASSERT_EQUAL(each.is_due,
                           make_retirement(each.requests, each.megabytes, 0).is_due(each.answered, each.resident));
  }

  void bounds_spread_over_a_tenth() {
    for (double chance : {0.0, 0.5, 1.0}) {
      Retirement retirement = make_retirement(1000, 100, chance);
      CPPUNIT_ASSERT_EQUAL(static_cast<std::uint64_t>(1000 + 100 * chance), retirement.requests);
      CPPUNIT_ASSERT_EQUAL(static_cast<std::uint64_t>(100 + 10 * chance) * kMegabyte, retirement.bytes);
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RetirementTest);

}  // namespace
