#include "jobs/handovers.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using std::string;

store::Handover sample() {
  store::Handover handover;
  handover.id = {17};
  handover.organisation = {3};
  handover.organisation_name = "Muster \"Grün\" AG";
  handover.contact = {{1}, "anna.alt@example.org", "Anna Alt", "de"};
  handover.successor = {{2}, "nora.neu@example.org", "Nora Neu", "en"};
  handover.state = model::HandoverState::completed;
  handover.certificates = 12;
  handover.open_orders = 1;
  handover.started_at = from_sql("2026-11-20 08:00:00").value();
  handover.accepted_at = from_sql("2026-11-21 09:30:00").value();
  handover.ended_at = from_sql("2026-11-22 10:00:01").value();
  return handover;
}

class JobsHandoversTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(JobsHandoversTest);
  CPPUNIT_TEST(receipt_says_who_what_and_when);
  CPPUNIT_TEST(receipt_keeps_what_a_deleted_account_leaves);
  CPPUNIT_TEST_SUITE_END();

 public:
  void receipt_says_who_what_and_when() {
    CPPUNIT_ASSERT_EQUAL(string(R"({
  "reference": "UEB-000017",
  "organisation": {
    "reference": "ORG-000003",
    "name": "Muster \"Grün\" AG"
  },
  "from": {
    "name": "Anna Alt",
    "email": "anna.alt@example.org"
  },
  "to": {
    "name": "Nora Neu",
    "email": "nora.neu@example.org"
  },
  "certificates": 12,
  "open_orders": 1,
  "started_at": "2026-11-20T08:00:00Z",
  "accepted_at": "2026-11-21T09:30:00Z",
  "completed_at": "2026-11-22T10:00:01Z",
  "portal": "https://portal.example.org"
}
)"),
                         jobs::receipt_content(sample(), "https://portal.example.org"));
  }

  void receipt_keeps_what_a_deleted_account_leaves() {
    string whole = jobs::receipt_content(sample(), "https://portal.example.org");
    store::Handover handover = sample();
    handover.contact.id = {};
    handover.contact.locale = "";
    CPPUNIT_ASSERT_EQUAL(whole, jobs::receipt_content(handover, "https://portal.example.org"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JobsHandoversTest);
}  // namespace
