#include "model/certificate_status.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace {
using namespace certportal::model;
using certportal::Time;
using std::chrono::days;
using std::chrono::seconds;

const Time kBegin = *certportal::from_sql("2026-03-01 00:00:00");
const Time kEnd = kBegin + days(90);

CertificateFacts facts(bool revoked = false, bool pending = false, bool replaced = false) {
  return {kBegin, kEnd, renewable_from(kBegin, kEnd), revoked, pending, replaced};
}

class CertificateStatusTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateStatusTest);
  CPPUNIT_TEST(status_follows_the_lifetime);
  CPPUNIT_TEST(strongest_fact_names_the_status);
  CPPUNIT_TEST(stored_beginning_of_the_last_third_counts);
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
    for (const Case& c : cases) CPPUNIT_ASSERT_MESSAGE(c.name, status_at(facts(), c.now) == c.status);
  }

  void strongest_fact_names_the_status() {
    Time late = kEnd + days(1);
    CPPUNIT_ASSERT(status_at(facts(true, true, true), late) == CertificateStatus::revoked);
    CPPUNIT_ASSERT(status_at(facts(false, true, true), late) == CertificateStatus::revocation_pending);
    CPPUNIT_ASSERT(status_at(facts(false, false, true), late) == CertificateStatus::expired);
    CPPUNIT_ASSERT(status_at(facts(false, false, true), kEnd) == CertificateStatus::replaced);
  }

  void stored_beginning_of_the_last_third_counts() {
    CertificateFacts stored = facts();
    stored.expiring_from = kBegin + days(10);  // as by another rule, at the time of storing
    CPPUNIT_ASSERT(status_at(stored, kBegin + days(10)) == CertificateStatus::expiring);
    CPPUNIT_ASSERT(is_renewable(stored, false, kBegin + days(10)));
    CPPUNIT_ASSERT(status_at(stored, kBegin + days(10) - seconds(1)) == CertificateStatus::active);
  }

  void names_read_back() {
    for (CertificateStatus status : kCertificateStatuses)
      CPPUNIT_ASSERT_MESSAGE(std::string(name(status)), parse_certificate_status(name(status)) == status);
    for (const char* text : {"", "Active", "active ", "unknown", "revocation-pending"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_certificate_status(text));
  }

  void renewable_from_the_last_third_until_30_days_after() {
    CPPUNIT_ASSERT(renewable_from(kBegin, kEnd) == kBegin + days(60));
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
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.renewable, is_renewable(facts(), false, c.now));
  }

  void dead_or_followed_certificates_are_not_renewable() {
    CPPUNIT_ASSERT(is_renewable(facts(), false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(true), false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(false, true), false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(false, false, true), false, kEnd));
    CPPUNIT_ASSERT(!is_renewable(facts(), true, kEnd));
  }

  void odd_lifetimes_do_no_harm() {
    auto status = [](Time begin, Time end, Time now) {
      return status_at({begin, end, renewable_from(begin, end)}, now);
    };
    CPPUNIT_ASSERT(status(kBegin, kBegin, kBegin) == CertificateStatus::expiring);
    CPPUNIT_ASSERT(status(kEnd, kBegin, kBegin - days(1)) == CertificateStatus::active);
    Time forever = *certportal::from_sql("9999-12-31 23:59:59");  // RFC 5280 4.1.2.5: no well-defined end
    CPPUNIT_ASSERT(status(kBegin, forever, kBegin) == CertificateStatus::active);
    CPPUNIT_ASSERT(renewable_until(forever) > forever);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateStatusTest);
}  // namespace
