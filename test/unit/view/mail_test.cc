#include "view/mail.h"

#include <set>

#include "base/text.h"
#include "fixture.h"
#include "model/mail_kind.h"

namespace certportal::view {

class MailTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MailTest);
  CPPUNIT_TEST(every_kind_in_every_language_is_complete_and_narrow);
  CPPUNIT_TEST(every_mail_of_a_handover_says_which_and_what_to_do_next);
  CPPUNIT_TEST(every_reason_of_a_withdrawal_is_told_to_both_sides);
  CPPUNIT_TEST(the_offers_link_stands_in_no_other_mail);
  CPPUNIT_TEST(the_new_contact_reads_what_ends_soon);
  CPPUNIT_TEST(an_invitation_names_the_address_that_invites_and_nothing_else);
  CPPUNIT_TEST(every_mail_of_an_order_says_which_and_leads_to_it);
  CPPUNIT_TEST(an_issued_order_names_what_it_replaces_if_anything);
  CPPUNIT_TEST(an_officer_reads_what_waits);
  CPPUNIT_TEST(a_reminders_subject_says_what_ends_and_when);
  CPPUNIT_TEST(times_stand_in_the_readers_form);
  CPPUNIT_TEST(values_stand_unescaped_and_links_whole);
  CPPUNIT_TEST(long_items_go_on_below_their_text);
  CPPUNIT_TEST(the_html_part_says_the_same_escaped_and_loads_nothing);
  CPPUNIT_TEST(names_make_no_link_and_no_markup);
  CPPUNIT_TEST(names_begin_no_block);
  CPPUNIT_TEST(refuses_a_value_that_could_forge_a_line);
  CPPUNIT_TEST(refuses_an_unknown_kind);
  CPPUNIT_TEST_SUITE_END();

  const std::string fingerprint_ =
      "0B:30:55:7A:9F:C4:E9:0E:33:58:7D:A2:C7:EC:11:36:5B:80:A5:CA:EF:14:39:5E:83:A8:CD:F2:17:3C:61:86";
  const std::string base_ = "https://portal.example.org/portal";
  const MailValues values_ = {{"NAME", "Nora Neu"},
                              {"LINK", base_ + "/register/confirm?token=" + std::string(43, 'a')},
                              {"HOURS", "24"},
                              {"LOGIN_LINK", base_ + "/login"},
                              {"FORGOT_LINK", base_ + "/password/forgot"},
                              {"SECOND_FACTOR_LINK", base_ + "/account/second-factor"},
                              {"CLIENT", "192.0.2.7"},
                              {"BROWSER", "Firefox, Linux"},
                              {"LEFT", "9"},
                              {"REGISTER_LINK", base_ + "/register"},
                              {"HANDOVER_LINK", base_ + "/handovers/UEB-000017"},
                              {"HANDOVERS_LINK", base_ + "/handovers"},
                              {"RECEIPT_LINK", base_ + "/handovers/UEB-000017/receipt"},
                              {"CERTIFICATES_LINK", base_ + "/certificates?organisation=ORG-000003"},
                              {"QUEUED_AT", "2026-11-28 09:42:00"},
                              {"SIDE", "successor"},
                              {"REFERENCE", "UEB-000017"},
                              {"ORGANISATION", "Muster AG"},
                              {"ORGANISATION_REFERENCE", "ORG-000003"},
                              {"CONTACT_NAME", "Anna Alt"},
                              {"CONTACT_EMAIL", "anna.alt@example.org"},
                              {"SUCCESSOR_NAME", "Nora Neu"},
                              {"SUCCESSOR_EMAIL", "nora.neu@example.org"},
                              {"STARTED_AT", "2026-11-28 09:42:00"},
                              {"EXPIRES_AT", "2026-12-12 09:42:00"},
                              {"COMPLETED_AT", "2026-11-30 07:15:00"},
                              {"CERTIFICATES", "12"},
                              {"OPEN_ORDERS", "2"},
                              {"REASON", "operators"},
                              {"REASON_TEXT", "Has left the company"},
                              {"OLD_EMAIL", "anna.alt@example.org"},
                              {"NEW_EMAIL", "anna.neu@example.org"},
                              {"NUMBER", "320917"},
                              {"CERTIFICATE_NAME", "www.example.org"},
                              {"CERTIFICATE_LINK", base_ + "/certificates/320917"},
                              {"SERIAL", "0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
                              {"REVOKED_AT", "2026-11-30 07:15:00"},
                              {"REASON_NAME", "keyCompromise"},
                              {"ORDER_LINK", base_ + "/orders/320917"},
                              {"APPROVALS_LINK", base_ + "/approvals"},
                              {"ENDS_ON", "2027-06-16 07:15:00"},
                              {"PREDECESSOR", "310815"},
                              {"FAILED_AT", "2026-11-30 07:15:00"},
                              {"MORE", "3"}};
  const std::vector<MailValues> rows_ = {{{"NUMBER", "100001"},
                                          {"CERTIFICATE_NAME", "www.example.org"},
                                          {"ENDS_ON", "2026-12-24 23:30:00"},
                                          {"ORGANISATION", "Muster AG"},
                                          {"SUBMITTED_AT", "2026-11-28 09:42:00"},
                                          {"MORE_NAMES", "example.org, mail.example.org"},
                                          {"SERIAL", "0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
                                          {"FINGERPRINT", fingerprint_},
                                          {"DAYS", "27"},
                                          {"RENEW_LINK", base_ + "/certificates/100001/renew"}},
                                         {{"NUMBER", "100002"},
                                          {"CERTIFICATE_NAME", "mail.example.org"},
                                          {"ENDS_ON", "2027-01-06 12:00:00"},
                                          {"ORGANISATION", "Grün GmbH"},
                                          {"SUBMITTED_AT", "2026-11-28 09:43:00"},
                                          {"SERIAL", "0B1B2C3D4E5F60718293A4B5C6D7E8F9"},
                                          {"FINGERPRINT", fingerprint_},
                                          {"ENDED", "1"},
                                          {"RENEW_LINK", base_ + "/certificates/100002/renew"}}};

  std::unique_ptr<Site> site_ = make_site();

  MailText mail(std::string_view kind, std::string_view language, const MailValues& changed = {}) {
    MailValues values = changed;
    values.insert(values_.begin(), values_.end());
    auto rendered = render_mail(*site_, kind, {std::string(language)}, values, rows_);
    CPPUNIT_ASSERT_MESSAGE(std::string(kind) + (rendered ? "" : rendered.error().log), rendered.ok());
    return *rendered;
  }

  static bool is_of_handover(const model::MailKind& kind) { return kind.name.starts_with("handover_"); }

 public:
  void every_kind_in_every_language_is_complete_and_narrow() {
    for (const std::string& language : site_->languages()) {
      for (const model::MailKind* kind : model::kMailKinds) {
        bool is_of_address = kind == &model::kAddressChanged;
        for (const char* side : {is_of_address ? "old" : "contact", is_of_address ? "new" : "successor"}) {
          MailText text = mail(kind->name, language, {{"SIDE", side}});
          CPPUNIT_ASSERT_MESSAGE(text.subject, !text.subject.empty() && !has(text.subject, "\n"));
          for (const char* left_over : {"[[", "]]", "{{", "}}", "@include", "\n\n\n", "&#39;", "&amp;"})
            assert_lacks(text.subject + text.body, left_over);
          if (kind != &model::kInvitation && kind != &model::kOperatorWarnings && kind != &model::kAddressChangeNew)
            assert_has(text.body, "Nora Neu");
          assert_has(text.body, "\n-- \nMuster & Co\n");
          if (kind != &model::kOrganisationContactSet && kind != &model::kAccountDeleted && !is_of_address)
            assert_has(text.body, base_);
          for (std::string_view line : split(text.body, '\n'))
            CPPUNIT_ASSERT_MESSAGE(std::string(line), count_code_points(line) <= 72U || line.starts_with("https://"));
          if (has(text.body, "SHA-256"))
            assert_has(text.body, ":\n  " + fingerprint_.substr(0, 69) + "\n  " + fingerprint_.substr(69) + "\n");
        }
      }
    }
  }

  void every_mail_of_a_handover_says_which_and_what_to_do_next() {
    for (const std::string& language : site_->languages()) {
      for (const model::MailKind* kind : model::kMailKinds) {
        if (!is_of_handover(*kind)) continue;
        for (const char* side : {"contact", "successor"}) {
          MailText text = mail(kind->name, language, {{"SIDE", side}});
          assert_has(text.subject, "UEB-000017");
          assert_has(text.subject, "Muster AG");
          for (const char* fact : {"UEB-000017\n", "Muster AG (ORG-000003)\n", "Anna Alt, anna.alt@example.org\n",
                                   "nora.neu@example.org\n", "2026"})
            assert_has(text.body, fact);
          assert_has(text.body, ":\n\n" + base_);
        }
      }
    }
  }

  void every_reason_of_a_withdrawal_is_told_to_both_sides() {
    for (const std::string& language : site_->languages()) {
      std::set<std::string> bodies;
      for (auto reason :
           {model::WithdrawReason::contact, model::WithdrawReason::operators, model::WithdrawReason::account_locked,
            model::WithdrawReason::account_deleted, model::WithdrawReason::address_changed,
            model::WithdrawReason::password_reset, model::WithdrawReason::contact_set}) {
        for (const char* side : {"contact", "successor"}) {
          std::string body =
              mail("handover_withdrawn", language, {{"SIDE", side}, {"REASON", std::string(model::name(reason))}}).body;
          assert_has(body, language == "de" ? "Der Grund: D" : "The reason: t");
          CPPUNIT_ASSERT_MESSAGE(body, bodies.insert(body).second);
        }
      }
    }
  }

  void the_offers_link_stands_in_no_other_mail() {
    for (const model::MailKind* kind : model::kMailKinds) {
      MailText text = mail(kind->name, "en");
      bool is_expected = !kind->link.empty();
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text.body, is_expected, has(text.body, "token="));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text.html, is_expected, has(text.html, "token="));
    }
  }

  void the_new_contact_reads_what_ends_soon() {
    std::string successor = mail("handover_completed", "en").body;
    assert_has(successor,
               "\n\n- 25 Dec 2026: 100001 www.example.org\n- 6 Jan 2027: 100002 mail.example.org\n"
               "- further ones: 3\n\n");
    assert_has(successor, "\n" + values_.at("CERTIFICATES_LINK") + "\n");
    assert_has(successor, "\n" + values_.at("RECEIPT_LINK") + "\n");
    assert_lacks(mail("handover_completed", "en", {{"MORE", ""}}).body, "further ones");
    std::string contact = mail("handover_completed", "en", {{"SIDE", "contact"}}).body;
    assert_lacks(contact, "www.example.org");
    assert_lacks(contact, values_.at("CERTIFICATES_LINK"));
    assert_has(contact, "\n" + values_.at("RECEIPT_LINK") + "\n");
    auto without_rows = render_mail(*site_, "handover_completed", {"en"}, values_);
    assert_lacks(without_rows->body, "60 days");
  }

  void an_invitation_names_the_address_that_invites_and_nothing_else() {
    auto rendered = render_mail(*site_, "invitation", {"en"},
                                {{"CONTACT_EMAIL", values_.at("CONTACT_EMAIL")},
                                 {"LINK", base_ + "/invitation/refuse?token=" + std::string(43, 'b')},
                                 {"REGISTER_LINK", values_.at("REGISTER_LINK")}});
    assert_has(rendered->body, "anna.alt@example.org");
    assert_has(rendered->body, "\n" + base_ + "/register\n");
    assert_has(rendered->body, "\n" + base_ + "/invitation/refuse?token=");
    assert_lacks(mail("invitation", "en").body, "Anna Alt");
    assert_lacks(mail("invitation", "en").body, "Muster AG");
  }

  void every_mail_of_an_order_says_which_and_leads_to_it() {
    for (const std::string& language : site_->languages()) {
      for (const auto& [kind, link] : {std::pair{"order_issued", "CERTIFICATE_LINK"},
                                       {"order_rejected", "ORDER_LINK"},
                                       {"order_failed", "ORDER_LINK"}}) {
        MailText text = mail(kind, language);
        assert_has(text.subject, "320917 (www.example.org)");
        for (const char* fact : {"320917\n", "www.example.org\n", "Muster AG (ORG-000003)\n"})
          assert_has(text.body, fact);
        assert_has(text.body, "\n" + values_.at(link) + "\n");
      }
    }
    assert_has(mail("order_rejected", "en").body, "\n- Reason: Has left the company\n");
    assert_has(mail("order_failed", "en").body, "\n- Failed since: 30 Nov 2026, 08:15\n");
  }

  void an_issued_order_names_what_it_replaces_if_anything() {
    assert_has(mail("order_issued", "en").body, "\n- Valid until: 16 Jun 2027\n- Replaces: 310815\n");
    std::string alone = mail("order_issued", "en", {{"PREDECESSOR", ""}}).body;
    assert_has(alone, "\n- Valid until: 16 Jun 2027\n\n");
    assert_lacks(alone, "eplaces");
  }

  void an_officer_reads_what_waits() {
    std::string body = mail("order_waiting", "en").body;
    assert_has(body,
               "\n\n- 100001, Muster AG, 28 Nov 2026, 10:42: www.example.org\n- 100002, Grün GmbH, 28 Nov 2026, 10:43: "
               "mail.example.org\n- further ones: 3\n\n");
    assert_has(body, "\n" + values_.at("APPROVALS_LINK") + "\n");
  }

  void a_reminders_subject_says_what_ends_and_when() {
    const MailValues row = {
        {"CERTIFICATE_NAME", "www.example.org"}, {"ENDS_ON", "2026-12-12 09:42:00"}, {"DAYS", "14"}};
    auto subject = [&](const MailValues& values, const std::vector<MailValues>& rows) {
      return render_mail(*site_, "reminder", {"de"}, values, rows)->subject;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("Erinnerung: www.example.org läuft am 12.12.2026 ab"), subject({}, {row}));
    CPPUNIT_ASSERT_EQUAL(std::string("Erinnerung: 2 Zertifikate laufen ab, das erste am 12.12.2026"),
                         subject({}, {row, row}));
    CPPUNIT_ASSERT_EQUAL(std::string("Erinnerung: 61 Zertifikate laufen ab, das erste am 12.12.2026"),
                         subject({{"MORE", "60"}}, {row}));
  }

  void times_stand_in_the_readers_form() {
    assert_has(mail("handover_offered", "de").body, ": 12.12.2026, 10:42 Uhr\n");
    assert_has(mail("handover_offered", "en").body, ": 12 Dec 2026, 10:42\n");
  }

  void values_stand_unescaped_and_links_whole() {
    std::string body = mail("password_reset", "de", {{"NAME", "Anna <b> & \"Alt\" \xf0\x9f\x94\x92"}}).body;
    assert_has(body, "Guten Tag Anna <b> & \"Alt\" \xf0\x9f\x94\x92,\n");
    assert_has(body, "\n" + values_.at("LINK") + "\n");
  }

  void long_items_go_on_below_their_text() {
    std::string name = "Gesellschaft";
    for (int i = 0; i < 7; ++i) name += " Muster" + std::to_string(i);
    std::string body = mail("handover_offered", "en", {{"ORGANISATION", name}}).body;
    assert_has(body, "\n- Organisation: Gesellschaft Muster0 Muster1 Muster2 Muster3 Muster4\n  Muster5 Muster6 (ORG-");
  }

  void the_html_part_says_the_same_escaped_and_loads_nothing() {
    for (const std::string& language : site_->languages()) {
      for (const model::MailKind* kind : model::kMailKinds) {
        MailText text = mail(kind->name, language, {{"NAME", "Anna <b> & \"Alt\""}});
        assert_has(text.html, "<html lang=\"" + language + "\">");
        if (has(text.body, "Anna <b>")) assert_has(text.html, "Anna &lt;b&gt; &amp; &quot;Alt&quot;,</p>");
        for (const char* loaded : {"<img", "<link", "<script", "src=", "url(", "@import", "[[", "{{"})
          assert_lacks(text.html, loaded);
        for (std::string_view line : split(text.body, '\n'))
          if (line.starts_with("https://")) assert_has(text.html, "href=\"" + std::string(line) + "\"");
        assert_has(text.html, "<div>Muster &amp; Co</div>");
      }
    }
    assert_has(mail("handover_started", "en").html, "<li>Reference number: UEB-000017</li>");
    assert_has(mail("handover_offered", "de").html, ">Annehmen oder ablehnen</a>");
    assert_lacks(mail("handover_offered", "de").body, "> Annehmen");
    assert_lacks(mail("handover_offered", "de").subject, "Erneut: ");
    assert_has(mail("handover_offered", "de", {{"RESENT", "1"}}).subject, "Erneut: UEB-000017: ");
  }

  void names_make_no_link_and_no_markup() {
    for (const char* name : {"- item", "-- ", "https:/evil.example", "{{LINK}} [[x]]", "\"><a href=x>"}) {
      std::string html = mail("handover_offered", "en", {{"ORGANISATION", name}, {"CONTACT_NAME", name}}).html;
      std::size_t links = 0;
      for (std::size_t at = 0; (at = html.find("<a ", at)) != std::string::npos; ++at) ++links;
      CPPUNIT_ASSERT_EQUAL_MESSAGE(html, std::size_t{1}, links);
      assert_has(html, "(ORG-000003)</li>");
      assert_has(html, "<div>Muster &amp; Co</div>");
    }
  }

  void names_begin_no_block() {
    for (const char* name : {"- item", "-", "> Click", ">", "https://evil.example"}) {
      MailText text = mail("handover_offered", "en", {{"ORGANISATION", name}, {"CONTACT_NAME", name}});
      const std::string sentence = std::string(name) + " would like to hand over";
      assert_has(text.body, "\n" + sentence);
      assert_has(text.html, R"(<p style="margin:0 0 16px">)" + (*name == '>' ? "&gt;" + sentence.substr(1) : sentence));
      for (const std::string& part : {text.subject, text.body, text.html})
        CPPUNIT_ASSERT_MESSAGE(part, !has_control_characters(part, "\n"));
    }
  }

  void refuses_a_value_that_could_forge_a_line() {
    for (const char* bad : {"a\nb", "a\rb", "\x1b[2J", "\xe2\x80\xae", "\xff"}) {
      MailValues values = values_;
      values["NAME"] = bad;
      CPPUNIT_ASSERT(!render_mail(*site_, "registration_confirm", {"de"}, values).ok());
      CPPUNIT_ASSERT(!render_mail(*site_, "handover_completed", {"de"}, values_, {{{"CERTIFICATE_NAME", bad}}}).ok());
    }
  }

  void refuses_an_unknown_kind() { CPPUNIT_ASSERT(!render_mail(*site_, "../login", {"de"}, values_).ok()); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailTest);

}  // namespace certportal::view
