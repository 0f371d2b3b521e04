// The organisation's page: the section of the technical contact, and the history.
#include "view/organisation_pages.h"

#include "all_pages.h"
#include "fixture.h"

namespace certportal::view {

class OrganisationPagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrganisationPagesTest);
  CPPUNIT_TEST(the_form_is_filled_with_the_present_address_and_folds_what_moves);
  CPPUNIT_TEST(errors_unfold_what_moves);
  CPPUNIT_TEST(an_unregistered_address_can_be_invited);
  CPPUNIT_TEST(an_open_handover_stands_in_place_of_the_form);
  CPPUNIT_TEST(officers_see_neither_form_nor_history);
  CPPUNIT_TEST(each_kind_of_event_of_an_organisation_has_its_words);
  CPPUNIT_TEST(those_who_handed_everything_over_learn_what_that_means);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;
  OrganisationPage page_;

  std::string german() { return render(*site_, make_chrome("de"), page_); }

 public:
  void setUp() override {
    site_ = make_site();
    page_ = {};
    page_.reference = "ORG-000003";
    page_.name = "Muster AG";
    page_.contact_name = "Anna Alt";
    page_.contact_email = "alt@example.org";
    page_.contact.certificates = 41;
    page_.contact.open_orders = 1;
  }

  void the_form_is_filled_with_the_present_address_and_folds_what_moves() {
    std::string html = german();
    assert_has(html, "action=\"/portal/organisations/ORG-000003/technical-contact#technical-contact\"");
    assert_has(html, "name=\"email\" type=\"email\" autocomplete=\"off\" value=\"alt@example.org\"");
    assert_has(html, "name=\"current_password\" type=\"password\"");
    assert_has(html, "<details class=\"more\"><summary>");
    assert_has(html, "<li>41 Zertifikate</li><li>1 offener Auftrag</li>");
    assert_has(html, "Übergabe-Prozedur in vier Schritten");
    assert_lacks(html, "/invite\"");
  }

  void errors_unfold_what_moves() {
    page_.contact.form = {{{"email", "neu@example.org"}}, {{"current_password", "CURRENT_PASSWORD_WRONG"}}};
    std::string html = german();
    assert_has(html, "value=\"neu@example.org\"");
    assert_has(html, "<details class=\"more\" open><summary>");
    assert_has(html, "id=\"current_password-error\"");
  }

  void an_unregistered_address_can_be_invited() {
    page_.contact.form = {{{"email", "neu@example.org"}}, {{"email", "SUCCESSOR_UNREGISTERED"}}};
    page_.contact.invite_email = "neu@example.org";
    std::string html = german();
    assert_has(html, "action=\"/portal/organisations/ORG-000003/technical-contact/invite\"");
    assert_has(html, "<input type=\"hidden\" name=\"email\" value=\"neu@example.org\">");
    assert_has(html, "drei Einladungen am Tag");
    assert_has(html, "am Portal registriert");
  }

  void an_open_handover_stands_in_place_of_the_form() {
    page_.contact.open = make_facts("x");
    page_.contact.open->reference = "UEB-000017";
    std::string html = german();
    assert_lacks(html, "/technical-contact#");
    assert_has(html, "<a href=\"/portal/handovers/UEB-000017\">UEB-000017</a>");
    for (const char* action : {"withdraw", "resend", "new-password"})
      assert_has(html, "action=\"/portal/handovers/UEB-000017/" + std::string(action) + "\"");
    assert_has(html, "<ol class=\"steps\">");
    page_.contact.form.errors = {{"email", "EMAIL_INVALID"}};
    std::string refused = german();
    assert_has(refused, "role=\"alert\"");
    assert_lacks(refused, "href=\"#email\"");
  }

  void officers_see_neither_form_nor_history() {
    page_.is_own = false;
    page_.history = {{kNow, "handover_started", "alt@example.org", "UEB-000017"}};
    std::string html = german();
    assert_lacks(html, "/technical-contact#");
    assert_lacks(html, "UEB-000017");
    assert_has(html, "<a href=\"mailto:alt@example.org\">");
  }

  void each_kind_of_event_of_an_organisation_has_its_words() {
    const char* kinds[] = {"organisation_created",      "organisation_changed",
                           "organisation_checked",      "organisation_unchecked",
                           "organisation_contact_set",  "certificates_imported",
                           "handover_started",          "handover_accepted",
                           "handover_declined",         "handover_withdrawn",
                           "handover_expired",          "handover_blocked",
                           "handover_completed",        "handover_resent",
                           "handover_password_renewed", "handover_session_password_wrong",
                           "handover_address_unknown",  "invitation_sent"};
    std::string other = site_->word("de", "event.other");
    for (const char* kind : kinds) {
      page_.history = {{kNow, kind, "", "UEB-000017"}};
      assert_lacks(german(), other);
    }
    page_.history = {{kNow, "something_new", "alt@example.org", ""}};
    assert_has(german(), other);
  }

  void those_who_handed_everything_over_learn_what_that_means() {
    OrganisationListPage list;
    assert_lacks(render(*site_, make_chrome("de"), list), "Sie haben alles übergeben");
    list.has_handed_over = true;
    assert_has(render(*site_, make_chrome("de"), list), "Sie haben alles übergeben");
    CertificateListPage certificates;
    certificates.has_organisations = false;
    certificates.has_handed_over = true;
    std::string html = render(*site_, make_chrome("de"), certificates);
    assert_has(html, "Sie haben alles übergeben");
    assert_has(html, "href=\"/portal/handovers\">Ihre Übergaben und Belege</a>");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrganisationPagesTest);

}  // namespace certportal::view
