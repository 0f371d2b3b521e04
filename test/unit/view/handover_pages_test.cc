// The pages of the handover: what each side sees in each state, and what it must not see.
#include <regex>

#include "all_pages.h"
#include "fixture.h"
#include "view/error_page.h"

namespace certportal::view {
namespace {

HandoverFacts make_known(HandoverSide side, HandoverState state) {
  HandoverFacts facts = make_facts("x", side, state);
  facts.reference = "UEB-000017";
  facts.organisation_reference = "ORG-000003";
  facts.organisation = "Muster AG";
  facts.contact_name = "Anna Alt";
  facts.contact_email = "alt@example.org";
  facts.successor_name = state == HandoverState::completed ? "Nora Neu" : "";
  facts.successor_email = "neu@example.org";
  facts.has_load = side == HandoverSide::contact || state == HandoverState::completed;
  facts.certificates = 41;
  facts.open_orders = 2;
  facts.end_reason = "password_reset";
  return facts;
}

std::string form_of(const std::string& action) { return "action=\"/portal/handovers/UEB-000017/" + action + "\""; }

}  // namespace

class HandoverPagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HandoverPagesTest);
  CPPUNIT_TEST(the_session_password_stands_alone_in_its_element);
  CPPUNIT_TEST(each_side_is_offered_what_it_can_do_in_each_state);
  CPPUNIT_TEST(the_successor_sees_no_certificate_data_before_completion);
  CPPUNIT_TEST(steps_tell_what_is_done_what_is_next_and_how_it_ended);
  CPPUNIT_TEST(every_reason_of_a_withdrawal_has_its_words);
  CPPUNIT_TEST(a_wrong_session_password_is_told_at_its_field_with_the_tries_left);
  CPPUNIT_TEST(an_error_at_an_input_that_is_gone_is_no_link);
  CPPUNIT_TEST(the_list_says_whose_turn_it_is);
  CPPUNIT_TEST(the_offer_asks_once_more_before_declining);
  CPPUNIT_TEST(another_account_that_is_signed_in_is_named);
  CPPUNIT_TEST(the_receipt_tells_how_to_check_it_only_where_it_is_signed);
  CPPUNIT_TEST(the_banner_and_the_menu_count_what_waits);
  CPPUNIT_TEST(an_error_leads_to_the_handover_that_it_is_about);
  CPPUNIT_TEST(long_pauses_are_told_in_hours_and_days);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;

  std::string german(const auto& page) { return render(*site_, make_chrome("de"), page); }
  std::string page_of(HandoverSide side, HandoverState state) {
    return german(HandoverPage{make_known(side, state), {}, false, kNow});
  }

 public:
  void setUp() override { site_ = make_site(); }

  void the_session_password_stands_alone_in_its_element() {
    SessionPasswordPage page{make_known(HandoverSide::contact, HandoverState::offered), "7KQ4-M2XD-9TRB-0VHE", false};
    std::string started = german(page);
    assert_has(started, "<code id=\"session-password\">7KQ4-M2XD-9TRB-0VHE</code>");
    assert_has(started, "<bdi>Muster AG</bdi>: Übergabe gestartet");
    for (const char* text : {"Übergabe-Prozedur", "Sitzungspasswort", "Nachfolger", "<strong>nur jetzt</strong>",
                             "nie per E-Mail", "41 Zertifikate, 2 offene Aufträge"}) {
      assert_has(started, text);
    }
    assert_lacks(started, "hreflang");
    assert_has(started, "aria-current=\"page\">Übergaben</a>");
    page.is_renewed = true;
    assert_has(german(page), "<bdi>Muster AG</bdi>: Neues Sitzungspasswort");
    page.is_renewed = false;
    page.handover.resends_left = 0;
    assert_lacks(german(page), form_of("resend"));
  }

  void each_side_is_offered_what_it_can_do_in_each_state() {
    using model::HandoverAction;
    const struct {
      const char* path;
      HandoverAction action;
    } actions[] = {{"accept", HandoverAction::accept},       {"decline", HandoverAction::decline},
                   {"authorise", HandoverAction::authorise}, {"withdraw", HandoverAction::withdraw},
                   {"resend", HandoverAction::resend},       {"new-password", HandoverAction::renew_password}};
    for (HandoverSide side : {HandoverSide::contact, HandoverSide::successor}) {
      for (HandoverState state : kHandoverStates) {
        std::string html = page_of(side, state);
        for (const auto& [path, action] : actions) {
          CPPUNIT_ASSERT_EQUAL_MESSAGE(path + std::string(" when ") + std::string(model::name(state)),
                                       model::check_action(side, action, state).ok(), has(html, form_of(path)));
        }
        CPPUNIT_ASSERT_EQUAL(state == HandoverState::completed, has(html, "/handovers/UEB-000017/receipt\""));
      }
    }
  }

  void the_successor_sees_no_certificate_data_before_completion() {
    for (HandoverState state : kHandoverStates) {
      CPPUNIT_ASSERT_EQUAL(state == HandoverState::completed,
                           has(page_of(HandoverSide::successor, state), "41 Zertifikate"));
    }
    OfferPage offer{make_known(HandoverSide::successor, HandoverState::offered), "TOKEN", false, ""};
    assert_lacks(german(offer), "41 Zertifikate");
  }

  void steps_tell_what_is_done_what_is_next_and_how_it_ended() {
    const struct {
      HandoverSide side;
      HandoverState state;
      const char* classes;
      const char* text;
    } cases[] = {
        {HandoverSide::contact, HandoverState::offered, "done now ahead ahead ",
         "Ihr Nachfolger nimmt an oder lehnt ab"},
        {HandoverSide::successor, HandoverState::offered, "done now ahead ahead ", "Sie nehmen an oder lehnen ab"},
        {HandoverSide::contact, HandoverState::accepted, "done done now ahead ", "Ihr Nachfolger hat angenommen"},
        {HandoverSide::successor, HandoverState::completed, "done done done done ", "Die Organisation ist auf Sie"},
        {HandoverSide::contact, HandoverState::declined, "done done stopped ", "Ihr Nachfolger hat abgelehnt"},
        {HandoverSide::successor, HandoverState::withdrawn, "done done stopped ", "per E-Mail zurückgesetzt"},
        {HandoverSide::contact, HandoverState::expired, "done done stopped ", "Abgelaufen: Die 14 Tage sind vorbei"},
        {HandoverSide::successor, HandoverState::blocked, "done done stopped ", "nach fünf falschen"},
    };
    for (const auto& test : cases) {
      std::string html = page_of(test.side, test.state);
      const std::regex step("<li class=\"(\\w+)\" data-n=");
      std::string classes;
      for (std::sregex_iterator at(html.begin(), html.end(), step), end; at != end; ++at)
        classes += (*at)[1].str() + " ";
      CPPUNIT_ASSERT_EQUAL(std::string(test.classes), classes);
      assert_has(html, test.text);
    }
    HandoverFacts never_accepted = make_known(HandoverSide::contact, HandoverState::expired);
    never_accepted.accepted_at.reset();
    assert_has(german(HandoverPage{never_accepted, {}, false, kNow}), "<li class=\"stopped\" data-n=\"2\">");
  }

  void every_reason_of_a_withdrawal_has_its_words() {
    using model::WithdrawReason;
    for (const std::string& language : site_->languages()) {
      for (WithdrawReason reason : {WithdrawReason::contact, WithdrawReason::operators, WithdrawReason::account_locked,
                                    WithdrawReason::account_deleted, WithdrawReason::address_changed,
                                    WithdrawReason::password_reset, WithdrawReason::contact_set}) {
        std::string key = "step.withdrawn." + std::string(model::name(reason));
        CPPUNIT_ASSERT_MESSAGE(key, site_->word(language, key) != key);
      }
    }
  }

  void a_wrong_session_password_is_told_at_its_field_with_the_tries_left() {
    HandoverPage page{make_known(HandoverSide::successor, HandoverState::accepted), {}, false, kNow};
    page.handover.tries_left = 1;
    page.form = {{{"session_password", "7KQ4-M2XD-9TRB-0VHX"}},
                 {{"session_password", "SESSION_PASSWORD_WRONG", {{"LEFT", "1"}}}}};
    std::string html = german(page);
    assert_has(html, "<p>Das ist nicht das Sitzungspasswort: noch 1 Versuch.</p>");
    assert_has(html, "<strong>Sie haben noch einen Versuch.</strong>");
    assert_has(html, "href=\"#session_password\"");
    assert_has(html, "autocomplete=\"off\"");
    assert_lacks(html, "7KQ4-M2XD-9TRB-0VHX");
  }

  void an_error_at_an_input_that_is_gone_is_no_link() {
    HandoverPage page{make_known(HandoverSide::successor, HandoverState::blocked), {}, false, kNow};
    page.form.errors = {{"session_password", "SESSION_PASSWORD_MISSING"}};
    std::string html = german(page);
    assert_has(html, "role=\"alert\"");
    assert_lacks(html, "href=\"#session_password\"");
    page.form.errors = {{"session_password", "HANDOVER_IS_BLOCKED"}};
    assert_lacks(german(page), "role=\"alert\"");
  }

  void the_list_says_whose_turn_it_is() {
    HandoverListPage page{{make_known(HandoverSide::successor, HandoverState::offered),
                           make_known(HandoverSide::contact, HandoverState::accepted)},
                          {make_known(HandoverSide::successor, HandoverState::completed)},
                          kNow};
    std::string html = german(page);
    assert_has(html, "Sie sind am Zug</span>");
    assert_has(html, "Ihr Nachfolger ist am Zug</span>");
    assert_has(html, "<a href=\"/portal/handovers/UEB-000017/receipt\">Beleg</a>");
    assert_has(german(HandoverListPage{}), "Noch keine Übergabe");
  }

  void the_offer_asks_once_more_before_declining() {
    OfferPage page{make_known(HandoverSide::successor, HandoverState::offered), "TOKEN", false, ""};
    std::string offer = german(page);
    assert_has(offer, "action=\"/portal/handover/accept\"");
    assert_has(offer, "name=\"token\" value=\"TOKEN\"");
    assert_lacks(offer, "name=\"confirm\"");
    page.is_decline_question = true;
    std::string question = german(page);
    assert_has(question, "action=\"/portal/handover/decline\"");
    assert_has(question, "name=\"confirm\" value=\"1\"");
    assert_lacks(question, "/handover/accept");
  }

  void another_account_that_is_signed_in_is_named() {
    OfferPage page{make_known(HandoverSide::successor, HandoverState::offered), "TOKEN", false, "otto@example.org"};
    assert_has(german(page), "Sie sind hier als otto@example.org angemeldet.");
    page.signed_in_as = "";
    assert_lacks(german(page), "Sie sind hier als");
  }

  void the_receipt_tells_how_to_check_it_only_where_it_is_signed() {
    ReceiptPage page{make_known(HandoverSide::contact, HandoverState::completed), ReceiptState::is_signed, kNow,
                     "AB:CD"};
    const std::string command =
        "openssl cms -verify -in UEB-000017.p7m -inform DER -CAfile certificate.pem -purpose any";
    std::string html = german(page);
    for (const std::string& text : {command, std::string("AB:CD"), std::string("receipt.p7m\""),
                                    std::string("Nora Neu"), std::string("41 Zertifikate<br>2 offene Aufträge"),
                                    std::string("hat das Portal am 22.11.2026, 11:00 Uhr signiert")}) {
      assert_has(html, text);
    }
    for (ReceiptState state : {ReceiptState::waiting, ReceiptState::unsigned_portal}) {
      page.signature = state;
      assert_lacks(german(page), command);
      assert_lacks(german(page), "receipt.p7m");
    }
  }

  void the_banner_and_the_menu_count_what_waits() {
    Chrome chrome = make_chrome("de");
    assert_lacks(render(*site_, chrome, HandoverListPage{}), "class=\"banner\"");
    chrome.waiting_handovers = 2;
    chrome.menu = Menu::handovers;
    std::string html = render(*site_, chrome, HandoverListPage{});
    assert_lacks(html, "class=\"banner\"");
    assert_has(html, "aria-current=\"page\">Übergaben <span class=\"count\">2</span></a>");
    chrome.menu = Menu::account;
    assert_has(render(*site_, chrome, ErrorPage{404, ""}), "2 Übergaben warten auf Sie.");
  }

  void an_error_leads_to_the_handover_that_it_is_about() {
    ErrorPage page{409, "HANDOVER_OPEN", {{"REFERENCE", "UEB-000017"}}};
    assert_has(german(page), "href=\"/portal/handovers/UEB-000017\">Zur Übergabe UEB-000017</a>");
    page.values["REFERENCE"] = "ORG-000003";
    assert_lacks(german(page), "/handovers/ORG-000003");
  }

  void long_pauses_are_told_in_hours_and_days() {
    const struct {
      const char* seconds;
      const char* text;
    } cases[] = {
        {"5400", "in 90 Minuten"}, {"5401", "in 2 Stunden"}, {"172800", "in 48 Stunden"}, {"172801", "in 3 Tagen"}};
    for (const auto& test : cases)
      assert_has(german(ErrorPage{429, "HANDOVERS_TO_SUCCESSOR", {{"SECONDS", test.seconds}}, "", 1}), test.text);
    assert_lacks(german(ErrorPage{429, "HANDOVERS_TO_SUCCESSOR", {{"SECONDS", "5"}}, "", 5}), "Versuchen Sie es");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HandoverPagesTest);

}  // namespace certportal::view
