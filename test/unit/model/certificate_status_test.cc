#include "model/certificate_status.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace {
using namespace certportal::model;
using certportal::Seconds;
using certportal::Time;
using std::chrono::days;
using std::chrono::seconds;

const Time kBegin = *certportal::from_sql("2026-03-01 00:00:00");
const Time kEnd = kBegin + days(90);

CertificateFacts facts(bool revoked = false, bool pending = false, bool replaced = false) {
  return {kBegin, kEnd, revoked, pending, replaced};
}

constexpr RenewableRule kThird;

class CertificateStatusTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateStatusTest);
  CPPUNIT_TEST(status_follows_the_lifetime);
  CPPUNIT_TEST(strongest_fact_names_the_status);
  CPPUNIT_TEST(part_and_days_of_the_rule_both_count);
  CPPUNIT_TEST(names_read_back);
  CPPUNIT_TEST(renewable_from_the_last_third_until_30_days_after);
  CPPUNIT_TEST(dead_or_followed_certificates_are_not_renewable);
  CPPUNIT_TEST(odd_lifetimes_do_no_harm);
  CPPUNIT_TEST_SUITE_END();

 public:
  void status_follows_the_lifetime() {
    struct Case {
      const char* name;
      Time now;
      CertificateStatus status;
    } cases[] = {
        {"not yet valid", kBegin - days(10), CertificateStatus::active},
        {"first second", kBegin, CertificateStatus::active},
        {"last second of the second third", kBegin + days(60) - seconds(1), CertificateStatus::active},
        {"first second of the last third", kBegin + days(60), CertificateStatus::expiring},
        {"last second", kEnd, CertificateStatus::expiring},
        {"one second over", kEnd + seconds(1), CertificateStatus::expired},
        {"years over", kEnd + days(4000), CertificateStatus::expired},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_MESSAGE(c.name, status_at(facts(), kThird, c.now) == c.status);
  }

  void strongest_fact_names_the_status() {
    Time late = kEnd + days(1);
    CPPUNIT_ASSERT(status_at(facts(true, true, true), kThird, late) == CertificateStatus::revoked);
    CPPUNIT_ASSERT(status_at(facts(false, true, true), kThird, late) == CertificateStatus::revocation_pending);
    CPPUNIT_ASSERT(status_at(facts(false, false, true), kThird, late) == CertificateStatus::expired);
    CPPUNIT_ASSERT(status_at(facts(false, false, true), kThird, kEnd) == CertificateStatus::replaced);
  }

  void part_and_days_of_the_rule_both_count() {
    struct Case {
      const char* name;
      RenewableRule rule;
      Time from;
    } cases[] = {
        {"a third", {}, kBegin + days(60)},
        {"a half", {2, Seconds{0}}, kBegin + days(45)},
        {"a third is more than 29 days", {3, days(29)}, kBegin + days(60)},
        {"31 days are more than a third", {3, days(31)}, kEnd - days(31)},
        {"more days than there are", {3, days(100)}, kEnd - days(100)},
        {"always", {1, Seconds{0}}, kBegin},
    };
    for (const Case& c : cases) {
      CPPUNIT_ASSERT_MESSAGE(c.name, renewable_from(facts(), c.rule) == c.from);
      CPPUNIT_ASSERT_MESSAGE(c.name, status_at(facts(), c.rule, c.from) == CertificateStatus::expiring);
      CPPUNIT_ASSERT_MESSAGE(c.name, status_at(facts(), c.rule, c.from - seconds(1)) == CertificateStatus::active);
      CPPUNIT_ASSERT_MESSAGE(c.name, is_renewable(facts(), c.rule, false, c.from));
      CPPUNIT_ASSERT_MESSAGE(c.name, !is_renewable(facts(), c.rule, false, c.from - seconds(1)));
    }
  }

  void names_read_back() {
    for (CertificateStatus status : kCertificateStatuses)
      CPPUNIT_ASSERT_MESSAGE(std::string(name(status)), parse_certificate_status(name(status)) == status);
    for (const char* text : {"", "Active", "active ", "unknown", "revocation-pending"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_certificate_status(text));
  }

  void renewable_from_the_last_third_until_30_days_after() {
    struct Case {
      const char* name;
      Time now;
      bool renewable;
    } cases[] = {
        {"new", kBegin, false},
        {"just before the last third", kBegin + days(60) - seconds(1), false},
        {"last third begins", kBegin + days(60), true},
        {"expires", kEnd, true},
        {"expired for 30 days", kEnd + days(30), true},
        {"a second more", kEnd + days(30) + seconds(1), false},
    };
    for (const Case& c : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.renewable, is_renewable(facts(), kThird, false, c.now));
  }

  void dead_or_followed_certificates_are_not_renewable() {
    CPPUNIT_ASSERT(is_renewable(facts(), kThird, false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(true), kThird, false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(false, true), kThird, false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(false, false, true), kThird, false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(), kThird, true, kEnd));
  }

  void odd_lifetimes_do_no_harm() {
    auto status = [](Time begin, Time end, Time now) { return status_at({begin, end}, kThird, now); };
    CPPUNIT_ASSERT(status(kBegin, kBegin, kBegin) == CertificateStatus::expiring);
    CPPUNIT_ASSERT(status(kEnd, kBegin, kBegin - days(1)) == CertificateStatus::active);
    Time forever = *certportal::from_sql("9999-12-31 23:59:59");  // RFC 5280 4.1.2.5: no well-defined end
    CPPUNIT_ASSERT(status(kBegin, forever, kBegin) == CertificateStatus::active);
    CPPUNIT_ASSERT(renewable_until(forever) > forever);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateStatusTest);
}  // namespace
