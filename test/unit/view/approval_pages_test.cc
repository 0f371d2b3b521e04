// The officers' pages: who sees which button, and what must catch the eye.
#include "view/approval_pages.h"

#include "all_pages.h"
#include "fixture.h"

namespace certportal::view {

class ApprovalPagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ApprovalPagesTest);
  CPPUNIT_TEST(buttons_stand_only_where_the_officer_may);
  CPPUNIT_TEST(the_reason_stands_in_place_of_the_buttons);
  CPPUNIT_TEST(another_organisations_name_is_told_in_words_and_red);
  CPPUNIT_TEST(what_was_pasted_is_never_shown_again);
  CPPUNIT_TEST(the_policy_is_told_in_words);
  CPPUNIT_TEST(every_event_and_decision_has_its_words);
  CPPUNIT_TEST(only_orders_that_may_be_decided_can_be_ticked);
  CPPUNIT_TEST(the_next_page_keeps_the_chip);
  CPPUNIT_TEST(the_menu_counts_what_waits_for_officers_only);
  CPPUNIT_TEST(each_outcome_says_what_became_of_it);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;
  ApprovalPage page_;

  std::string german(const auto& page) { return render(*site_, make_chrome("de"), page); }

  static std::string form_of(const std::string& action) { return "action=\"/portal/approvals/320017/" + action + "\""; }

  static ApprovalRow make_row(model::OrderState state, const char* obstacle = "") {
    ApprovalRow row;
    row.number = 320017;
    row.state = state;
    row.name = "www.example.org";
    row.submitted_at = kNow;
    row.obstacle = {obstacle};
    return row;
  }

 public:
  void setUp() override {
    site_ = make_site();
    page_ = {};
    page_.number = 320017;
    page_.now = page_.submitted_at = kNow;
    page_.names = {{"www.example.org", "", {}}, {"müller.example.org", "xn--mller-kva.example.org", {}}};
  }

  void buttons_stand_only_where_the_officer_may() {
    const std::vector<std::pair<bool ApprovalPage::*, std::vector<std::string>>> cases = {
        {&ApprovalPage::may_approve, {"approve"}},
        {&ApprovalPage::may_reject, {"reject"}},
        {&ApprovalPage::may_retry, {"retry"}},
        {&ApprovalPage::may_upload, {"certificate", "refused"}}};
    for (const auto& [may, actions] : cases) {
      ApprovalPage page = page_;
      page.*may = true;
      std::string html = german(page);
      for (const auto& [other, other_actions] : cases)
        for (const std::string& action : other_actions)
          CPPUNIT_ASSERT_EQUAL_MESSAGE(action, other == may, has(html, form_of(action)));
    }
    assert_has(german(page_), "Für Sie gibt es nichts zu tun.");
  }

  void the_reason_stands_in_place_of_the_buttons() {
    page_.obstacle = {"ORDER_OWN"};
    std::string html = german(page_);
    assert_has(html, "Diesen Auftrag haben Sie selbst erteilt");
    assert_lacks(html, "Für Sie gibt es nichts zu tun.");
  }

  void another_organisations_name_is_told_in_words_and_red() {
    const std::string mark = "<b class=\"state bad\">kollidiert mit einem Namen einer anderen Organisation</b>";
    assert_lacks(german(page_), mark);
    page_.names[1].others = {{"müller.example.org", "Andere AG", "ORG-000009", 320001, kNow, true}};
    std::string html = german(page_);
    assert_has(html, mark);
    assert_has(html, "href=\"/portal/approvals/organisations/ORG-000009\">Andere AG</a>");
    assert_has(html,
               "Einer der Namen kollidiert mit einem Namen in einem gültigen Zertifikat einer anderen Organisation");
    assert_has(html, "gesperrt");
    assert_lacks(html, "wird abgedeckt von");
    page_.names[1].others[0].name = "*.example.org";
    assert_has(german(page_), "<small>wird abgedeckt von *.example.org, in 320001 von");
    page_.names = {{"*.example.org", "", {{"shop.example.org", "Andere AG", "ORG-000009", 320001, kNow, false}}, true}};
    html = german(page_);
    assert_has(html, "<small>deckt shop.example.org ab, in 320001 von");
    assert_has(html, "und in weiteren Zertifikaten");
  }

  void what_was_pasted_is_never_shown_again() {
    page_.may_upload = true;
    page_.form.values = {{"certificate", "MIIEvQIBADANBg"}, {"reason", "Grund"}};
    page_.form.errors = {{"certificate", "UPLOAD_UNREADABLE"}};
    std::string html = german(page_);
    assert_lacks(html, "MIIEvQIBADANBg");
    assert_has(html, "id=\"certificate-error\"");
    assert_has(html, "value=\"Grund\"");
  }

  void the_policy_is_told_in_words() {
    page_.lifetime_days = 200;
    page_.needed_approvals = 2;
    page_.has_auto_approval = true;
    std::string html = german(page_);
    assert_has(html, "200 Tage gültig");
    assert_has(html, "2 Prüfer müssen freigeben; keine");
  }

  void every_event_and_decision_has_its_words() {
    std::string other = site_->word("de", "event.other");
    for (const char* kind : {"order_submitted", "order_approved", "order_rejected", "order_withdrawn", "order_retried",
                             "order_issued", "order_failed"}) {
      page_.history = {{kNow, kind, "", ""}};
      assert_lacks(german(page_), other);
    }
    for (const auto& [decision, word] : std::map<std::string, std::string>{
             {"approved", "freigegeben"}, {"rejected", "abgelehnt"}, {"retried", "erneut versucht"}}) {
      page_.decisions = {{kNow, "pruefer@example.org", decision}};
      assert_has(german(page_), "<b>" + word + "</b>, pruefer@example.org");
    }
  }

  void only_orders_that_may_be_decided_can_be_ticked() {
    using enum model::OrderState;
    for (model::OrderState state : model::kOrderStates) {
      ApprovalListPage list;
      list.now = kNow;
      list.rows = {make_row(state)};
      CPPUNIT_ASSERT_EQUAL(state == submitted, has(german(list), "type=\"checkbox\""));
      list.rows = {make_row(state, "ORDER_OWN_ORGANISATION")};
      std::string html = german(list);
      assert_lacks(html, "type=\"checkbox\"");
      assert_lacks(html, "Angekreuzte freigeben");
      assert_has(html, "Sie sind der technische Ansprechpartner dieser Organisation");
      list.rows = {make_row(state)};
      list.rows[0].is_held = true;
      html = german(list);
      assert_lacks(html, "type=\"checkbox\"");
      assert_has(html, "<b class=\"bad\">Name einer anderen Organisation: bitte ansehen");
    }
    ApprovalListPage list;
    list.rows = {make_row(approved)};
    list.rows[0].waits_for_upload = true;
    assert_has(german(list), "wartet auf sein Zertifikat");
  }

  void the_next_page_keeps_the_chip() {
    ApprovalListPage list;
    list.rows = {make_row(model::OrderState::failed)};
    list.status = "failed";
    list.next_after = "320017";
    assert_has(german(list), "href=\"/portal/approvals?status=failed&amp;after=320017\"");
    list.status = "";
    assert_has(german(list), "href=\"/portal/approvals?after=320017\"");
  }

  void the_menu_counts_what_waits_for_officers_only() {
    Chrome chrome = make_chrome("de");
    chrome.waiting_orders = 3;
    assert_lacks(render(*site_, chrome, page_), "class=\"count\"");
    chrome.is_officer = true;
    assert_has(render(*site_, chrome, page_), "Freigaben <span class=\"count\">3</span>");
    chrome.waiting_orders = 0;
    assert_lacks(render(*site_, chrome, page_), "class=\"count\"");
  }

  void each_outcome_says_what_became_of_it() {
    ApprovalResultPage result{{{320017, "a.example.org", true}, {320018, "b.example.org", false}}};
    result.outcomes.push_back({320019, "c.example.org", false, {"ORDER_OWN"}});
    std::string html = german(result);
    assert_has(html, "2 Aufträge sind freigegeben.");
    assert_has(html, "Ein weiterer Prüfer muss ihn ebenfalls freigeben.");
    assert_has(html, "<span class=\"state bad\">nicht freigegeben</span> Diesen Auftrag haben Sie selbst erteilt");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ApprovalPagesTest);

}  // namespace certportal::view
