#include "model/certificate_action.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace {
using namespace certportal::model;
using certportal::Code;
using certportal::Result;
using certportal::Time;
using std::chrono::days;
using std::chrono::seconds;

const Time kBegin = *certportal::from_sql("2026-03-01 00:00:00");
const Time kEnd = kBegin + days(90);
const Time kLate = kBegin + days(60);  // the last third has begun

std::string refusal(const Result<void>& possible) {
  if (possible) return "";
  CPPUNIT_ASSERT(possible.error().code == Code::conflict);
  return possible.error().message;
}

CertificateStanding standing() {
  CertificateStanding made{{kBegin, kEnd}};
  made.issuer_kind = IssuerKind::local;
  return made;
}

class CertificateActionTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateActionTest);
  CPPUNIT_TEST(each_state_allows_what_it_should);
  CPPUNIT_TEST(each_moment_allows_what_it_should);
  CPPUNIT_TEST(only_reachable_issuers_revoke);
  CPPUNIT_TEST(refusals_tell_numbers_and_times);
  CPPUNIT_TEST_SUITE_END();

 public:
  void each_state_allows_what_it_should() {
    struct Case {
      const char* name;
      void (*change)(CertificateStanding& standing);
      const char *renewal, *reissue, *revocation;
    } cases[] = {
        {"good", [](CertificateStanding&) {}, "", "", ""},
        {"revoked", [](CertificateStanding& s) { s.facts.revoked = true; }, "CERTIFICATE_REVOKED",
         "CERTIFICATE_REVOKED", "CERTIFICATE_REVOKED"},
        {"being revoked", [](CertificateStanding& s) { s.facts.revocation_pending = true; },
         "CERTIFICATE_REVOCATION_PENDING", "CERTIFICATE_REVOCATION_PENDING", "CERTIFICATE_REVOCATION_PENDING"},
        {"replaced", [](CertificateStanding& s) { s.replaced_by = CertificateNumber{320002}; }, "CERTIFICATE_REPLACED",
         "CERTIFICATE_REPLACED", ""},
        {"ordered", [](CertificateStanding& s) { s.open_order = CertificateNumber{320003}; },
         "ORDER_OPEN_FOR_CERTIFICATE", "ORDER_OPEN_FOR_CERTIFICATE", ""},
    };
    for (const Case& c : cases) {
      CertificateStanding changed = standing();
      c.change(changed);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.renewal), refusal(check_renewal(changed, kLate)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.reissue), refusal(check_reissue(changed, kLate)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.revocation), refusal(check_revocation(changed, kLate)));
    }
  }

  void each_moment_allows_what_it_should() {
    struct Case {
      const char* name;
      Time now;
      const char *renewal, *others;
    } cases[] = {
        {"new", kBegin, "CERTIFICATE_NOT_RENEWABLE_YET", ""},
        {"a second before the last third", kLate - seconds(1), "CERTIFICATE_NOT_RENEWABLE_YET", ""},
        {"the last third", kLate, "", ""},
        {"the last second", kEnd, "", ""},
        {"a second over", kEnd + seconds(1), "", "CERTIFICATE_EXPIRED"},
        {"30 days over", kEnd + days(30), "", "CERTIFICATE_EXPIRED"},
        {"and a second", kEnd + days(30) + seconds(1), "RENEWAL_OVER", "CERTIFICATE_EXPIRED"},
    };
    for (const Case& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.renewal), refusal(check_renewal(standing(), c.now)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.others), refusal(check_reissue(standing(), c.now)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.others), refusal(check_revocation(standing(), c.now)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, is_renewable(standing().facts, {}, false, c.now),
                                   check_renewal(standing(), c.now).ok());
    }
  }

  void only_reachable_issuers_revoke() {
    CertificateStanding made = standing();
    made.issuer_kind = IssuerKind::cmp;
    CPPUNIT_ASSERT_EQUAL(std::string(), refusal(check_revocation(made, kLate)));
    made.issuer_kind = IssuerKind::manual;
    CPPUNIT_ASSERT_EQUAL(std::string("CERTIFICATE_MANUAL"), refusal(check_revocation(made, kLate)));
    made.issuer_kind.reset();
    CPPUNIT_ASSERT_EQUAL(std::string("CERTIFICATE_MANUAL"), refusal(check_revocation(made, kLate)));
    made.is_imported = true;
    CPPUNIT_ASSERT_EQUAL(std::string("CERTIFICATE_IMPORTED"), refusal(check_revocation(made, kLate)));
  }

  void refusals_tell_numbers_and_times() {
    CertificateStanding made = standing();
    CPPUNIT_ASSERT_EQUAL(certportal::to_sql(kLate), check_renewal(made, kBegin).error().values.at("FROM"));
    CPPUNIT_ASSERT_EQUAL(certportal::to_sql(kEnd), check_renewal(made, kEnd + days(31)).error().values.at("END"));
    made.open_order = CertificateNumber{320003};
    CPPUNIT_ASSERT_EQUAL(std::string("320003"), check_renewal(made, kLate).error().values.at("NUMBER"));
    made.replaced_by = CertificateNumber{320002};
    CPPUNIT_ASSERT_EQUAL(std::string("320002"), check_reissue(made, kLate).error().values.at("NUMBER"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateActionTest);
}  // namespace
