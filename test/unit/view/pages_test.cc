// Every page in every language, filled with plain and with hostile values: whole, escaped, nothing left over.
#include <algorithm>
#include <regex>

#include "all_pages.h"
#include "fixture.h"
#include "view/account_pages.h"
#include "view/error_page.h"

namespace certportal::view {

class PagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PagesTest);
  CPPUNIT_TEST(every_page_is_whole_in_every_language);
  CPPUNIT_TEST(hostile_values_are_escaped_on_every_page);
  CPPUNIT_TEST(a_hostile_address_is_no_link);
  CPPUNIT_TEST(passwords_are_never_filled_in);
  CPPUNIT_TEST(errors_are_tied_to_their_fields);
  CPPUNIT_TEST(an_unknown_message_shows_a_general_text);
  CPPUNIT_TEST(the_language_link_keeps_the_query);
  CPPUNIT_TEST(every_post_form_carries_the_csrf_token);
  CPPUNIT_TEST(every_status_says_what_to_do_next);
  CPPUNIT_TEST(a_page_offers_what_its_text_names);
  CPPUNIT_TEST(a_pause_is_told_once);
  CPPUNIT_TEST(details_hold_all_facts_and_files);
  CPPUNIT_TEST(a_gap_in_the_chain_is_named_and_its_files_are_not_offered);
  CPPUNIT_TEST(files_of_what_nobody_should_use_are_folded_away);
  CPPUNIT_TEST(line_ends_survive_where_they_matter);
  CPPUNIT_TEST(only_officers_see_the_button_that_marks_as_checked);
  CPPUNIT_TEST(every_row_of_organisations_leads_to_its_certificates);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;

 public:
  void setUp() override { site_ = make_site(); }

  void every_page_is_whole_in_every_language() {
    const std::regex empty_part("<(dd|dt|h1|h2|strong|code|summary|button)[^>]*></|href=\"\"|<title> *–|name=\"\"");
    for (const std::string& language : site_->languages()) {
      for (const auto& [name, page] : all_pages()) {
        std::string html = page(*site_, make_chrome(language), "plain.example.org");
        for (const char* left_over : {"[[", "]]", "{{", "}}", "@?", "@static", "{N}", "{D}", "{A}"})
          assert_lacks(html, left_over);
        std::smatch found;
        CPPUNIT_ASSERT_MESSAGE(
            name + " (" + language + ") holds " + (std::regex_search(html, found, empty_part) ? found.str() : ""),
            found.empty());
        assert_has(html, "<!DOCTYPE html>\n<html lang=\"" + language + "\">");
        assert_has(html, " – Muster &amp; Co</title>");
        assert_has(html, "<main id=\"main\"");
        CPPUNIT_ASSERT_MESSAGE(name, html.ends_with("</html>\n"));
      }
    }
  }

  void hostile_values_are_escaped_on_every_page() {
    Chrome chrome = make_chrome("de");
    chrome.account_name = chrome.csrf_token = chrome.request_id = chrome.query = kHostile;
    chrome.organisations = {{kHostile, kHostile}, {kHostile, kHostile}};
    for (const auto& [name, page] : all_pages()) {
      std::string html = page(*site_, chrome, kHostile);
      assert_lacks(html, "<script>");
      assert_lacks(html, "alert(1)</");
      assert_has(html, kHostileEscaped);
      CPPUNIT_ASSERT_MESSAGE(name + " breaks out of an attribute",
                             !std::regex_search(html, std::regex("=\"[^\"]*\"'&amp;")));
    }
  }

  void a_hostile_address_is_no_link() {
    ErrorPage page{403, "", {}, "javascript:alert(1)"};
    assert_lacks(render(*site_, make_chrome("en"), page), "href=\"javascript");
  }

  void passwords_are_never_filled_in() {
    FormState form;
    for (const char* name : {"password", "password_repeat", "current_password"}) form.values[name] = "correct horse";
    Chrome chrome = make_chrome("en");
    assert_lacks(render(*site_, chrome, LoginPage{form, ""}), "correct horse");
    assert_lacks(render(*site_, chrome, RegisterPage{form}), "correct horse");
    assert_lacks(render(*site_, chrome, RegisterConfirmPage{form, "t", true}), "correct horse");
    assert_lacks(render(*site_, chrome, PasswordResetPage{form, "t"}), "correct horse");
    assert_lacks(render(*site_, chrome, PasswordChangePage{form, ""}), "correct horse");
  }

  void errors_are_tied_to_their_fields() {
    FormState form{
        {{"email", "x"}},
        {{"email", "EMAIL_INVALID"}, {"password", "PASSWORD_TOO_WEAK"}, {"password", "PASSWORD_ADVICE_DATE"}}};
    std::string html = render(*site_, make_chrome("de"), RegisterPage{form});
    assert_has(html, "role=\"alert\"");
    assert_has(html, "<li><a href=\"#email\">Das ist keine vollständige E-Mail-Adresse.");
    assert_has(html, "value=\"x\" required aria-invalid=\"true\" aria-describedby=\"email-hint email-error\"");
    assert_has(html, "<div class=\"error\" id=\"password-error\">\n<p>Dieses Passwort ist zu leicht zu erraten.");
    assert_has(html, "<p>Daten und Jahreszahlen");
    assert_lacks(html, "name-error");
    assert_lacks(render(*site_, make_chrome("de"), RegisterPage{}), "role=\"alert\"");
  }

  void an_unknown_message_shows_a_general_text() {
    FormState form{{}, {{"email", "NO_SUCH_MESSAGE"}}};
    assert_has(render(*site_, make_chrome("en"), LoginPage{form, ""}), "This was not possible.");
  }

  void the_language_link_keeps_the_query() {
    Chrome chrome = make_chrome("de");
    chrome.query = "q=a%26b&lang=de&sort=-end";
    assert_has(render(*site_, chrome, LoginPage{}),
               "<a href=\"?q=a%26b&amp;sort=-end&amp;lang=en\" hreflang=\"en\" lang=\"en\">English</a>");
    chrome.query = "";
    assert_has(render(*site_, chrome, LoginPage{}), "<a href=\"?lang=en\"");
  }

  void every_post_form_carries_the_csrf_token() {
    const std::regex form(
        "<form[^>]*method=\"post\"[^>]*>\\s*<input type=\"hidden\" name=\"csrf_token\" value=\"CSRF-TOKEN\">");
    for (const auto& [name, page] : all_pages()) {
      std::string html = page(*site_, make_chrome("en"), "x");
      auto count = [&html](const std::regex& what) {
        return std::distance(std::sregex_iterator(html.begin(), html.end(), what), {});
      };
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, count(std::regex("method=\"post\"")), count(form));
    }
  }

  void every_status_says_what_to_do_next() {
    for (int status : {400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503}) {
      std::string html = render(*site_, make_chrome("en"), ErrorPage{status});
      assert_has(html, "<p class=\"status\">" + std::to_string(status));
      assert_has(html, "<h1>");
      assert_has(html, "REQUEST-ID");
    }
    assert_has(render(*site_, make_chrome("en"), ErrorPage{403}), "Your account may not do this");
    assert_lacks(render(*site_, make_chrome("en"), ErrorPage{403, "ORIGIN_WRONG"}), "Your account may not do this");
    assert_has(render(*site_, make_chrome("en"), ErrorPage{418}), "The request was not understood");
    assert_has(render(*site_, make_chrome("en"), ErrorPage{503, "", {}, "", 5, true}), "may or may not have happened");
    assert_lacks(render(*site_, make_chrome("en"), ErrorPage{503, "", {}, "", 5, false}),
                 "may or may not have happened");
    assert_has(render(*site_, make_chrome("de"), ErrorPage{429, "", {}, "", 61}), "in 61 Sekunden");
    assert_has(render(*site_, make_chrome("de"), ErrorPage{429, "", {}, "", 121}), "in 3 Minuten");
  }

  void a_page_offers_what_its_text_names() {
    const struct {
      const char* name;
      int status;
      const char* message;
      bool is_signed_in;
      std::vector<std::string> offered;
    } cases[] = {
        {"a registration link", 410, "LINK_GONE_REGISTRATION", false, {"login", "register"}},
        {"a reset link", 410, "LINK_GONE_RESET", false, {"password/forgot"}},
        {"a reset link, signed in", 410, "LINK_GONE_RESET", true, {"password/forgot"}},
        {"signed out", 404, "", false, {"login"}},
        {"signed in", 404, "", true, {"certificates"}},
        {"a fault hides who it is", 503, "", false, {"certificates"}},
    };
    for (const auto& c : cases) {
      Chrome chrome = make_chrome("en");
      if (!c.is_signed_in) chrome.account_name.clear();
      std::string html = render(*site_, chrome, ErrorPage{c.status, c.message});
      html.erase(0, html.find("<div class=\"buttons\">"));
      for (const char* path : {"login", "register", "password/forgot", "certificates"}) {
        bool is_offered = html.find("href=\"/portal/" + std::string(path) + "\"") != std::string::npos;
        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(c.name) + ": " + path,
                                     std::find(c.offered.begin(), c.offered.end(), path) != c.offered.end(),
                                     is_offered);
      }
    }
  }

  void a_pause_is_told_once() {
    ErrorPage page{429, "TOO_MANY_TRIES", {{"SECONDS", "8"}}, "", 8};
    std::string html = render(*site_, make_chrome("de"), page);
    assert_has(html, "Der nächste ist in 8 Sekunden möglich.");
    assert_lacks(html, "Versuchen Sie es");
    assert_lacks(html, "Bitte warten");
    assert_lacks(render(*site_, make_chrome("de"), ErrorPage{429, "INVITED_ALREADY", {}, "", 8}), "Versuchen Sie es");
    for (const char* message : {"", "REQUEST_BROKEN"}) {
      assert_has(render(*site_, make_chrome("de"), ErrorPage{503, message, {}, "", 8}),
                 "Versuchen Sie es in 8 Sekunden");
    }
    FormState form{{{"email", "a@example.org"}}, {{"", "TOO_MANY_TRIES", {{"SECONDS", "121"}}}}};
    std::string login = render(*site_, make_chrome("en"), LoginPage{form, ""});
    assert_has(login, "The next one is possible in 3 minutes.");
    assert_lacks(login, "Please check your input");
    assert_has(login, "value=\"a@example.org\"");
  }

  void details_hold_all_facts_and_files() {
    CertificateDetailsPage page = make_details("VALUE");
    page.chain_state = ChainState::complete;
    for (Download& file : page.downloads) {
      file.is_available = true;
      file.file_name = "320917-" + file.format;
      file.sha256 = "sum-" + file.format;
    }
    std::string html = render(*site_, make_chrome("de"), page);
    for (const Download& file : page.downloads) {
      assert_has(html, "href=\"/portal/certificates/320917/download/" + file.format + "\"");
      assert_has(html, "\n" + file.sha256 + "  " + file.file_name + "\n");
    }
    for (const char* text : {"Digitale Signatur", "<small>(kritisch)</small>", "4 weitere Namen zeigen", "4.711 Bytes",
                             "IP-Adresse", "Zertifikatskette", "(ohne Namen)"}) {
      assert_has(html, text);
    }
  }

  void files_of_what_nobody_should_use_are_folded_away() {
    const std::string primary = "btn-primary\" href=\"/portal/certificates/320917/download/fullchain\"";
    CertificateDetailsPage page = make_details("VALUE");
    for (CertificateStatus status : {CertificateStatus::active, CertificateStatus::expiring,
                                     CertificateStatus::replaced, CertificateStatus::revocation_pending}) {
      page.status = status;
      std::string html = render(*site_, make_chrome("en"), page);
      assert_has(html, primary);
      assert_has(html, "href=\"/portal/help/install?number=320917\"");
      assert_lacks(html, "Download all the same");
    }
    for (CertificateStatus status : {CertificateStatus::expired, CertificateStatus::revoked}) {
      page.status = status;
      std::string html = render(*site_, make_chrome("en"), page);
      assert_lacks(html, primary);
      assert_has(html, "<details><summary>Download all the same");
    }
  }

  void a_gap_in_the_chain_is_named_and_its_files_are_not_offered() {
    CertificateDetailsPage page = make_details("VALUE");
    page.missing_issuer = "CN=Gone CA";
    std::string html = render(*site_, make_chrome("en"), page);
    assert_has(html, "Missing: CN=Gone CA");
    assert_has(html, "not available: the chain has a gap");
    assert_lacks(html, "download/chain\"");
    assert_has(html, "download/pem\"");
  }

  void line_ends_survive_where_they_matter() {
    CertificateDetailsPage details = make_details("VALUE");
    details.text = "Certificate:\n    Data: <1>";
    assert_has(render(*site_, make_chrome("en"), details),
               "<pre tabindex=\"0\">Certificate:\n    Data: &lt;1&gt;</pre>");
    OrganisationPage organisation = make_organisation("VALUE");
    organisation.note = "Zentrale\n<b>";
    assert_has(render(*site_, make_chrome("en"), organisation), "dir=\"auto\">Zentrale\n&lt;b&gt;</p>");
    OrganisationNewPage founding{{{{"note", "\nZentrale\n<b>"}}, {}}};
    assert_has(render(*site_, make_chrome("en"), founding), ">\n\nZentrale\n&lt;b&gt;</textarea>");
  }

  void only_officers_see_the_button_that_marks_as_checked() {
    OrganisationPage page = make_organisation("ORG-000017");
    std::string own = render(*site_, make_chrome("en"), page);
    assert_lacks(own, "/check\"");
    assert_has(own, "href=\"/portal/organisations/ORG-000017/edit\"");
    page.is_own = false;
    page.may_check = true;
    std::string officers = render(*site_, make_chrome("en"), page);
    assert_has(officers, "action=\"/portal/approvals/organisations/ORG-000017/check\"");
    assert_has(officers, "name=\"seen_name\" value=\"ORG-000017\"");
    assert_has(officers, "name=\"checked\" value=\"1\"");
    assert_lacks(officers, "/edit\"");
    page.may_check = false;
    std::string tied = render(*site_, make_chrome("en"), page);
    assert_lacks(tied, "/check\"");
    assert_has(tied, "another officer has to check it");
  }

  void every_row_of_organisations_leads_to_its_certificates() {
    OrganisationListPage page{{{"ORG-000017", "Muster AG", "Bonn", "DE", true, 2}}, false, "", true, ""};
    std::string own = render(*site_, make_chrome("de"), page);
    assert_has(own, "<a href=\"/portal/certificates?organisation=ORG-000017\">2 Zertifikate</a>");
    assert_has(own, "href=\"/portal/organisations/ORG-000017\"");
    page.is_approval = true;
    std::string officers = render(*site_, make_chrome("de"), page);
    assert_has(officers, "href=\"/portal/approvals/organisations/ORG-000017\"");
    assert_lacks(officers, "certificates?organisation");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PagesTest);

}  // namespace certportal::view
