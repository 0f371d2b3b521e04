// Every page in every language, filled with plain and with hostile values: whole, escaped, nothing left over.
#include <algorithm>
#include <functional>
#include <map>
#include <regex>

#include "fixture.h"
#include "view/account_pages.h"
#include "view/certificate_details.h"
#include "view/certificate_list.h"
#include "view/error_page.h"
#include "view/organisation_pages.h"

namespace certportal::view {
namespace {

using model::CertificateStatus;

const Time kNow = *from_sql("2026-11-22 10:00:00");

FormState make_form(const std::string& value) {
  FormState form;
  for (const char* name : {"email", "name", "phone", "password", "password_repeat", "current_password", "locale",
                           "street", "postcode", "city", "country", "note"}) {
    form.values[name] = value;
    form.errors.push_back({name, "NAME_TOO_LONG", {{"LIMIT", value}}});
  }
  form.errors.push_back({"", "SIGN_IN_WRONG"});
  return form;
}

CertificateListPage make_list(const std::string& value) {
  CertificateListPage page;
  page.now = kNow;
  page.filter.q = value;
  page.total = 128;
  page.counts = {128, 3, 112, 10, 3, 0};
  page.next_after = value;
  page.ending_soon = 3;
  page.next_end_name = value;
  page.next_end = kNow;
  for (CertificateStatus status : model::kCertificateStatuses)
    page.rows.push_back({320917, value, value, 2, value, kNow, status, 1});
  return page;
}

CertificateDetailsPage make_details(const std::string& value) {
  CertificateDetailsPage page;
  page.now = page.start = page.end = page.revoked_at = kNow;
  page.number = 320917;
  page.status = CertificateStatus::revoked;
  page.replaced_by = page.replaces = 320918;
  for (std::string* text :
       {&page.name, &page.ascii_name, &page.organisation_reference, &page.organisation, &page.issuer, &page.serial,
        &page.key, &page.signature_algorithm, &page.sha256, &page.sha1, &page.missing_issuer, &page.text}) {
    *text = value;
  }
  page.subject = {{"CN", value}, {value, value}};
  for (int i = 0; i < 12; ++i) page.names.push_back({value, value, i == 3 ? "ip" : "dns"});
  page.chain = {{ChainStep::Kind::missing, value, value, {}, {}, false},
                {ChainStep::Kind::root, value, value, kNow, kNow, true},
                {ChainStep::Kind::issuer, "", value, kNow, kNow, false},
                {ChainStep::Kind::certificate, value, value, kNow, kNow, false}};
  page.chain_state = ChainState::gap;
  ExtensionFacts& facts = page.extensions;
  facts.has_basic_constraints = facts.has_must_staple = true;
  facts.key_usage = {"digitalSignature", value};
  facts.extended_key_usage = facts.crl_uris = facts.ocsp_uris = facts.ca_issuer_uris = facts.policy_oids = {value};
  facts.subject_key_identifier = facts.authority_key_identifier = value;
  facts.sct_count = 2;
  facts.others = {{value, "1.2.3", value}};
  facts.critical_oids = {"2.5.29.15", "1.2.3"};
  for (const char* format : {"pem", "chain", "fullchain", "issuers", "der", "p7b"}) {
    page.downloads.push_back({format, value, 4711, value, format != std::string("chain")});
  }
  return page;
}

OrganisationPage make_organisation(const std::string& value) {
  OrganisationPage page;
  for (std::string* text :
       {&page.reference, &page.name, &page.street, &page.postcode, &page.city, &page.country, &page.note,
        &page.contact_name, &page.contact_email, &page.contact_phone, &page.contact_email_unicode}) {
    *text = value;
  }
  page.certificates = 128;
  page.expiring = 3;
  page.checked_at = kNow;
  return page;
}

using Renderer = std::function<std::string(const Site&, const Chrome&, const std::string&)>;

template <class Make>
Renderer page_of(Make make) {
  return [make](const Site& site, const Chrome& chrome, const std::string& value) {
    return render(site, chrome, make(value));
  };
}

const std::map<std::string, Renderer>& all_pages() {
  static const std::map<std::string, Renderer> pages = {
      {"login", page_of([](const std::string& v) {
         return LoginPage{make_form(v), v};
       })},
      {"register", page_of([](const std::string& v) { return RegisterPage{make_form(v)}; })},
      {"mail sent", page_of([](const std::string&) { return MailSentPage{MailSentPage::Kind::registration}; })},
      {"reset sent", page_of([](const std::string&) { return MailSentPage{MailSentPage::Kind::password_reset}; })},
      {"confirm", page_of([](const std::string& v) {
         return RegisterConfirmPage{make_form(v), v, false};
       })},
      {"confirm elsewhere", page_of([](const std::string& v) {
         return RegisterConfirmPage{make_form(v), v, true};
       })},
      {"forgot", page_of([](const std::string& v) { return PasswordForgotPage{make_form(v)}; })},
      {"reset", page_of([](const std::string& v) {
         return PasswordResetPage{make_form(v), v};
       })},
      {"profile", page_of([](const std::string& v) {
         return ProfilePage{make_form(v), v};
       })},
      {"password", page_of([](const std::string& v) {
         return PasswordChangePage{make_form(v), v};
       })},
      {"list", page_of(make_list)},
      {"details", page_of(make_details)},
      {"organisations", page_of([](const std::string& v) {
         return OrganisationListPage{{{v, v, v, v, true, 1}}, true, v, false, v};
       })},
      {"organisation new", page_of([](const std::string& v) { return OrganisationNewPage{make_form(v)}; })},
      {"organisation edit", page_of([](const std::string& v) {
         return OrganisationEditPage{make_form(v), v, v, true};
       })},
      {"organisation", page_of(make_organisation)},
      {"error", page_of([](const std::string& v) {
         return ErrorPage{403, "NAME_TOO_LONG", {{"LIMIT", v}}, v, 100, true};
       })},
  };
  return pages;
}

}  // namespace

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
      assert_lacks(html, "<script");
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
    for (const char* text :
         {"Digitale Signatur", "<small>(kritisch)</small>", "4 weitere Namen zeigen", "4.711 Bytes", "IP-Adresse",
          "ssl_certificate     /etc/nginx/tls/320917-x509fullchain.pem;", "Zertifikatskette", "(ohne Namen)"}) {
      assert_has(html, text);
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
