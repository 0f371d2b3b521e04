#include "model/order.h"

#include <cppunit/extensions/HelperMacros.h>

#include <map>

namespace {
using namespace certportal;
using namespace certportal::model;
using std::string;

class OrderTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrderTest);
  CPPUNIT_TEST(every_action_is_possible_from_its_states_only);
  CPPUNIT_TEST(order_is_open_until_issued_or_closed);
  CPPUNIT_TEST(names_are_read_back);
  CPPUNIT_TEST_SUITE_END();

 public:
  // All pairs of state and action.
  void every_action_is_possible_from_its_states_only() {
    using enum OrderState;
    const std::map<std::pair<OrderState, OrderAction>, OrderState> possible = {
        {{submitted, OrderAction::withdraw}, withdrawn}, {{submitted, OrderAction::approve}, approved},
        {{submitted, OrderAction::reject}, rejected},    {{approved, OrderAction::withdraw}, withdrawn},
        {{approved, OrderAction::claim}, issuing},       {{issuing, OrderAction::store}, issued},
        {{issuing, OrderAction::fail}, failed},          {{failed, OrderAction::withdraw}, withdrawn},
        {{failed, OrderAction::reject}, rejected},       {{failed, OrderAction::retry}, approved},
    };
    const std::map<OrderState, string> conflicts = {
        {submitted, "ORDER_IS_SUBMITTED"}, {approved, "ORDER_IS_APPROVED"}, {issuing, "ORDER_IS_ISSUING"},
        {issued, "ORDER_IS_ISSUED"},       {rejected, "ORDER_IS_REJECTED"}, {withdrawn, "ORDER_IS_WITHDRAWN"},
        {failed, "ORDER_IS_FAILED"}};
    for (OrderState state : kOrderStates) {
      for (OrderAction action : kOrderActions) {
        auto next = after(action, state);
        auto expected = possible.find({state, action});
        const string where = string(name(state)) + ", action " + std::to_string(static_cast<int>(action));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(where, expected != possible.end(), next.ok());
        if (next.ok()) {
          CPPUNIT_ASSERT_MESSAGE(where, *next == expected->second);
        } else {
          CPPUNIT_ASSERT_MESSAGE(where, next.error().code == Code::conflict);
          CPPUNIT_ASSERT_EQUAL_MESSAGE(where, conflicts.at(state), next.error().message);
        }
      }
    }
  }

  void order_is_open_until_issued_or_closed() {
    const std::map<OrderState, bool> expected = {{OrderState::submitted, true}, {OrderState::approved, true},
                                                 {OrderState::issuing, true},   {OrderState::issued, false},
                                                 {OrderState::rejected, false}, {OrderState::withdrawn, false},
                                                 {OrderState::failed, true}};
    for (OrderState state : kOrderStates)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(string(name(state)), expected.at(state), is_open(state));
  }

  void names_are_read_back() {
    for (OrderState state : kOrderStates) CPPUNIT_ASSERT(parse_order_state(name(state)) == state);
    for (OrderKind kind : {OrderKind::new_certificate, OrderKind::renewal, OrderKind::reissue})
      CPPUNIT_ASSERT(parse_order_kind(name(kind)) == kind);
    for (const char* wrong : {"", "Submitted", "submitted ", "new_certificate"})
      CPPUNIT_ASSERT_MESSAGE(wrong, !parse_order_state(wrong) && !parse_order_kind(wrong));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrderTest);

}  // namespace
