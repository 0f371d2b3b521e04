#include "portal/handover_facts.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace {
using namespace certportal;
using model::HandoverSide;
using model::HandoverState;

constexpr Time kStart{Seconds{1'700'000'000}};
constexpr Seconds kHour{3600};

store::Handover handover_in(HandoverState state) {
  store::Handover handover;
  handover.id = {17};
  handover.organisation = {3};
  handover.organisation_name = "Muster AG";
  handover.contact = {{1}, "anna@example.org", "Anna Alt", "de"};
  handover.successor = {{2}, "nora@xn--mnchen-3ya.example", "Nora Neu", "de"};
  handover.state = state;
  handover.certificates = 12;
  handover.open_orders = 2;
  handover.started_at = kStart;
  handover.expires_at = kStart + model::kHandoverLasts;
  return handover;
}

class HandoverFactsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HandoverFactsTest);
  CPPUNIT_TEST(name_of_successor_and_load_show_only_once_completed);
  CPPUNIT_TEST(addresses_show_both_forms);
  CPPUNIT_TEST(overdue_ones_show_as_ended_when_their_time_was);
  CPPUNIT_TEST(what_is_left_never_falls_below_none);
  CPPUNIT_TEST_SUITE_END();

 public:
  void name_of_successor_and_load_show_only_once_completed() {
    for (HandoverState state : {HandoverState::offered, HandoverState::accepted, HandoverState::declined,
                                HandoverState::withdrawn, HandoverState::expired, HandoverState::blocked}) {
      for (HandoverSide side : {HandoverSide::contact, HandoverSide::successor}) {
        auto facts = portal::make_handover_facts(handover_in(state), side, kStart + kHour);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(model::name(state)), std::string(), facts.successor_name);
        CPPUNIT_ASSERT_MESSAGE(std::string(model::name(state)), !facts.has_load);
        CPPUNIT_ASSERT_EQUAL(0L, facts.certificates);
      }
    }
    auto facts = portal::make_handover_facts(handover_in(HandoverState::completed), HandoverSide::successor, kStart);
    CPPUNIT_ASSERT_EQUAL(std::string("Nora Neu"), facts.successor_name);
    CPPUNIT_ASSERT(facts.has_load);
    CPPUNIT_ASSERT_EQUAL(12L, facts.certificates);
    CPPUNIT_ASSERT_EQUAL(2L, facts.open_orders);
  }

  void addresses_show_both_forms() {
    auto facts = portal::make_handover_facts(handover_in(HandoverState::offered), HandoverSide::contact, kStart);
    CPPUNIT_ASSERT_EQUAL(std::string("anna@example.org"), facts.contact_email);
    CPPUNIT_ASSERT_EQUAL(std::string("nora@münchen.example (xn--mnchen-3ya.example)"), facts.successor_email);
    CPPUNIT_ASSERT_EQUAL(std::string("UEB-000017"), facts.reference);
    CPPUNIT_ASSERT_EQUAL(std::string("ORG-000003"), facts.organisation_reference);
  }

  void overdue_ones_show_as_ended_when_their_time_was() {
    store::Handover offered = handover_in(HandoverState::offered);
    auto open = portal::make_handover_facts(offered, HandoverSide::contact, offered.expires_at - Seconds{1});
    CPPUNIT_ASSERT(open.state == HandoverState::offered && !open.ended_at);
    auto expired = portal::make_handover_facts(offered, HandoverSide::contact, offered.expires_at + kHour);
    CPPUNIT_ASSERT(expired.state == HandoverState::expired && expired.ended_at == offered.expires_at);

    store::Handover lost = handover_in(HandoverState::accepted);
    lost.tries = model::kSessionPasswordTries;
    lost.last_try_at = kStart + kHour;
    auto blocked = portal::make_handover_facts(lost, HandoverSide::successor, kStart + 2 * kHour);
    CPPUNIT_ASSERT(blocked.state == HandoverState::blocked);
    CPPUNIT_ASSERT(blocked.ended_at == kStart + kHour + model::kTryUnderWay);
  }

  void what_is_left_never_falls_below_none() {
    store::Handover handover = handover_in(HandoverState::accepted);
    handover.tries = 2;
    handover.resends = 1;
    auto facts = portal::make_handover_facts(handover, HandoverSide::successor, kStart);
    CPPUNIT_ASSERT_EQUAL(3u, facts.tries_left);
    CPPUNIT_ASSERT_EQUAL(2u, facts.resends_left);
    handover.tries = 9;
    handover.resends = 9;
    facts = portal::make_handover_facts(handover, HandoverSide::successor, kStart);
    CPPUNIT_ASSERT_EQUAL(0u, facts.tries_left);
    CPPUNIT_ASSERT_EQUAL(0u, facts.resends_left);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HandoverFactsTest);
}  // namespace
