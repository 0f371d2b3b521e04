#include "model/audit_seal.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>

namespace {
using namespace certportal;
using namespace certportal::model;
using std::string;

const string kKey = "a key of the test, long enough";

AuditFacts sample() {
  return {17, Time(Seconds(1'800'000'000)), "handover_started", 3, "anna.alt@example.org", 5, "192.0.2.7", 6, "{}"};
}

class AuditSealTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AuditSealTest);
  CPPUNIT_TEST(digest_changes_with_every_personal_field_and_the_key);
  CPPUNIT_TEST(mac_changes_with_everything_else);
  CPPUNIT_TEST(bytes_moved_between_fields_are_noticed);
  CPPUNIT_TEST(equal_data_of_two_events_has_two_digests);
  CPPUNIT_TEST(remainder_changes_with_what_is_left_the_digest_and_the_key);
  CPPUNIT_TEST_SUITE_END();

 public:
  void remainder_changes_with_what_is_left_the_digest_and_the_key() {
    string digest = audit_digest(kKey, sample()), other_digest = audit_digest(kKey + "x", sample());
    std::set<string> remainders = {digest, audit_remainder(kKey, sample(), digest),
                                   audit_remainder(kKey + "x", sample(), digest),
                                   audit_remainder(kKey, sample(), other_digest)};
    void (*changes[])(AuditFacts&) = {
        [](AuditFacts& event) { event.client = ""; },
        [](AuditFacts& event) { event.id = 18; },
        [](AuditFacts& event) { event.actor = ""; },
        [](AuditFacts& event) { event.account.reset(); },
    };
    for (auto change : changes) {
      AuditFacts event = sample();
      change(event);
      CPPUNIT_ASSERT(remainders.insert(audit_remainder(kKey, event, digest)).second);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t(8), remainders.size());
  }

  void digest_changes_with_every_personal_field_and_the_key() {
    std::set<string> digests = {audit_digest(kKey, sample()), audit_digest(kKey + "x", sample())};
    void (*changes[])(AuditFacts&) = {
        [](AuditFacts& event) { event.actor = "Anna.alt@example.org"; },
        [](AuditFacts& event) { event.actor_account = 6; },
        [](AuditFacts& event) { event.actor_account.reset(); },
        [](AuditFacts& event) { event.actor_account = 0; },
        [](AuditFacts& event) { event.client = ""; },
        [](AuditFacts& event) { event.account.reset(); },
        [](AuditFacts& event) { event.content = "{} "; },
    };
    for (auto change : changes) {
      AuditFacts event = sample();
      change(event);
      CPPUNIT_ASSERT(digests.insert(audit_digest(kKey, event)).second);
    }
    for (const string& digest : digests) CPPUNIT_ASSERT_EQUAL(std::size_t(32), digest.size());
  }

  void mac_changes_with_everything_else() {
    string digest = audit_digest(kKey, sample());
    string first = first_audit_mac();
    std::set<string> macs = {audit_mac(kKey, first, 1, sample(), digest),
                             audit_mac(kKey + "x", first, 1, sample(), digest),
                             audit_mac(kKey, digest, 1, sample(), digest), audit_mac(kKey, first, 2, sample(), digest),
                             audit_mac(kKey, first, 1, sample(), first)};
    CPPUNIT_ASSERT_EQUAL(std::size_t(5), macs.size());
    void (*changes[])(AuditFacts&) = {
        [](AuditFacts& event) { event.id = 18; },
        [](AuditFacts& event) { event.happened_at += Seconds(1); },
        [](AuditFacts& event) { event.kind = "handover_accepted"; },
        [](AuditFacts& event) { event.organisation.reset(); },
    };
    for (auto change : changes) {
      AuditFacts event = sample();
      change(event);
      CPPUNIT_ASSERT(macs.insert(audit_mac(kKey, first, 1, event, digest)).second);
    }
  }

  void bytes_moved_between_fields_are_noticed() {
    AuditFacts one = sample(), other = sample();
    one.actor_account = other.actor_account = std::nullopt;
    one.actor = "ab";
    one.client = "c";
    other.actor = "a";
    other.client = "bc";
    CPPUNIT_ASSERT(audit_digest(kKey, one) != audit_digest(kKey, other));
    one.actor = "x1:y";
    one.client = "";
    other.actor = "x";
    other.client = "y";
    CPPUNIT_ASSERT(audit_digest(kKey, one) != audit_digest(kKey, other));
  }

  void equal_data_of_two_events_has_two_digests() {
    AuditFacts other = sample();
    other.id = 18;
    CPPUNIT_ASSERT(audit_digest(kKey, sample()) != audit_digest(kKey, other));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuditSealTest);
}  // namespace
