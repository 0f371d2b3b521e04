#include "model/handover.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace {
using namespace certportal;
using namespace certportal::model;

using State = HandoverState;
using Action = HandoverAction;

constexpr State kStates[] = {State::offered,   State::accepted, State::completed, State::declined,
                             State::withdrawn, State::expired,  State::blocked};

struct Rule {
  Action action;
  const char* name;
  HandoverSide side;
  std::vector<State> states;
};

// The table of handover.md: whose doing it is, and in which states.
const std::vector<Rule> kRules = {
    {Action::accept, "accept", HandoverSide::successor, {State::offered}},
    {Action::decline, "decline", HandoverSide::successor, {State::offered, State::accepted}},
    {Action::withdraw, "withdraw", HandoverSide::contact, {State::offered, State::accepted}},
    {Action::authorise, "authorise", HandoverSide::successor, {State::accepted}},
    {Action::resend, "resend", HandoverSide::contact, {State::offered}},
    {Action::renew_password, "renew_password", HandoverSide::contact, {State::offered, State::accepted}},
};

std::string describe(const Rule& rule, State state) {
  return std::string(rule.name) + " while " + std::string(name(state));
}

HandoverSide other(HandoverSide side) {
  return side == HandoverSide::contact ? HandoverSide::successor : HandoverSide::contact;
}

constexpr Time kEnd{Seconds{1'700'000'000}};
constexpr Time kTry = kEnd - std::chrono::hours(1);
constexpr Seconds kSecond{1};

struct Moment {
  const char* name;
  HandoverTerm term;
  Time now;
  State state;
};

const std::vector<Moment> kMoments = {
    {"offered, a second before its end", {State::offered, kEnd, 0, {}}, kEnd - kSecond, State::offered},
    {"offered, at its end", {State::offered, kEnd, 0, {}}, kEnd, State::expired},
    {"accepted, a second before its end", {State::accepted, kEnd, 0, {}}, kEnd - kSecond, State::accepted},
    {"accepted, at its end", {State::accepted, kEnd, 0, {}}, kEnd, State::expired},
    {"four tries, long ago", {State::accepted, kEnd, 4, kTry}, kTry + 2 * kTryUnderWay, State::accepted},
    {"five tries, the last under way",
     {State::accepted, kEnd, 5, kTry},
     kTry + kTryUnderWay - kSecond,
     State::accepted},
    {"five tries, the last lost", {State::accepted, kEnd, 5, kTry}, kTry + kTryUnderWay, State::blocked},
    {"five tries, the last lost, past the end", {State::accepted, kEnd, 5, kTry}, kEnd, State::expired},
};

class HandoverTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HandoverTest);
  CPPUNIT_TEST(each_pair_of_state_and_action_is_as_the_table_says);
  CPPUNIT_TEST(the_wrong_side_is_refused_in_every_state);
  CPPUNIT_TEST(final_states_allow_nothing);
  CPPUNIT_TEST(a_conflict_names_the_state);
  CPPUNIT_TEST(states_read_back_as_they_are_written);
  CPPUNIT_TEST(time_ends_what_is_open_and_nothing_else);
  CPPUNIT_TEST(reasons_have_names_of_their_own);
  CPPUNIT_TEST_SUITE_END();

 public:
  void each_pair_of_state_and_action_is_as_the_table_says() {
    for (const Rule& rule : kRules) {
      for (State state : kStates) {
        bool is_allowed = std::find(rule.states.begin(), rule.states.end(), state) != rule.states.end();
        auto answer = check_action(rule.side, rule.action, state);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(rule, state), is_allowed, answer.ok());
        if (is_allowed) continue;
        CPPUNIT_ASSERT_MESSAGE(describe(rule, state), answer.error().code == Code::conflict);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(rule, state), state_conflict(state).message, answer.error().message);
      }
    }
  }

  void the_wrong_side_is_refused_in_every_state() {
    for (const Rule& rule : kRules) {
      std::string message = rule.side == HandoverSide::contact ? "HANDOVER_CONTACT_ONLY" : "HANDOVER_SUCCESSOR_ONLY";
      for (State state : kStates) {
        auto answer = check_action(other(rule.side), rule.action, state);
        CPPUNIT_ASSERT_MESSAGE(describe(rule, state), !answer.ok());
        CPPUNIT_ASSERT_MESSAGE(describe(rule, state), answer.error().code == Code::forbidden);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(rule, state), message, answer.error().message);
      }
    }
  }

  void final_states_allow_nothing() {
    for (State state : kStates) {
      if (is_open(state)) continue;
      for (const Rule& rule : kRules)
        for (HandoverSide side : {HandoverSide::contact, HandoverSide::successor})
          CPPUNIT_ASSERT_MESSAGE(describe(rule, state), !check_action(side, rule.action, state).ok());
    }
  }

  void a_conflict_names_the_state() {
    const std::pair<State, const char*> kMessages[] = {
        {State::offered, "HANDOVER_IS_OFFERED"},     {State::accepted, "HANDOVER_IS_ACCEPTED"},
        {State::completed, "HANDOVER_IS_COMPLETED"}, {State::declined, "HANDOVER_IS_DECLINED"},
        {State::withdrawn, "HANDOVER_IS_WITHDRAWN"}, {State::expired, "HANDOVER_IS_EXPIRED"},
        {State::blocked, "HANDOVER_IS_BLOCKED"}};
    for (const auto& [state, message] : kMessages) {
      CPPUNIT_ASSERT_EQUAL(std::string(message), state_conflict(state).message);
      CPPUNIT_ASSERT(state_conflict(state).code == Code::conflict);
    }
  }

  void states_read_back_as_they_are_written() {
    for (State state : kStates) CPPUNIT_ASSERT(parse_handover_state(name(state)) == state);
    for (const char* text : {"", "Offered", "offered ", "gone", "offere"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_handover_state(text));
  }

  void time_ends_what_is_open_and_nothing_else() {
    for (const Moment& moment : kMoments)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(moment.name, name(moment.state), name(state_at(moment.term, moment.now)));
    for (State state : kStates) {
      if (is_open(state)) continue;
      CPPUNIT_ASSERT_EQUAL(name(state), name(state_at({state, kEnd, 5, kTry}, kEnd + kSecond)));
    }
  }

  void reasons_have_names_of_their_own() {
    std::set<std::string_view> names;
    for (WithdrawReason reason : {WithdrawReason::contact, WithdrawReason::operators, WithdrawReason::account_locked,
                                  WithdrawReason::account_deleted, WithdrawReason::address_changed,
                                  WithdrawReason::password_reset, WithdrawReason::contact_set})
      names.insert(name(reason));
    CPPUNIT_ASSERT_EQUAL(std::size_t(7), names.size());
    CPPUNIT_ASSERT(names.contains("account_locked"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HandoverTest);
}  // namespace
