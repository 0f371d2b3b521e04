// How every mail looks as plain text in a terminal of 72 columns, with the longest names, hosts and links there are.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.h"
#include "fixture.h"
#include "mail/message.h"
#include "model/domain_name.h"
#include "model/mail_kind.h"
#include "view/mail.h"

namespace certportal::view {

class MailLookTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MailLookTest);
  CPPUNIT_TEST(every_template_is_a_kind_whose_variables_are_filled);
  CPPUNIT_TEST(every_line_fits_a_terminal);
  CPPUNIT_TEST(every_link_stands_alone_whole_and_after_a_line_that_says_what_for);
  CPPUNIT_TEST(every_subject_fits_however_long_the_names);
  CPPUNIT_TEST(every_mail_ends_with_whom_to_ask);
  CPPUNIT_TEST(every_mail_survives_its_way);
  CPPUNIT_TEST(addresses_are_whole_in_the_html_part_too);
  CPPUNIT_TEST(a_mail_in_all_languages_says_so_first);
  CPPUNIT_TEST(the_button_has_the_operators_colour);
  CPPUNIT_TEST_SUITE_END();

  static constexpr std::size_t kWidth = 72;

  struct Data {
    MailValues values;
    std::vector<MailValues> rows;
  };
  struct Look {
    std::string name;  // of the case, for a failure's message
    MailText text;
  };

  const std::string base_ = "https://zertifikate.stadtwerke-und-wohnungsbaugesellschaft.example.org/portal";
  // 80 characters; a label of 63 letters as it is stored, and one that has no further form.
  const std::string organisation_ = "Gesellschaft für kommunale Wärmeübertragung und Müllverbrennung Süd-Öhringen mbH";
  const std::string idn_ =
      model::to_ascii("wärmeübertragungsgesellschaft-süd-öhringen-für-alle.müller.example.org").value();
  const std::string host_ =
      std::string(63, 'w') + "." + std::string(63, 'x') + "." + std::string(63, 'y') + ".example.org";

  Data short_data() const {
    MailValues row = {{"NUMBER", "100001"},
                      {"CERTIFICATE_NAME", "www.example.org"},
                      {"ORGANISATION", "Muster AG"},
                      {"ENDS_ON", "2026-12-24 23:30:00"},
                      {"DAYS", "27"},
                      {"SUBMITTED_AT", "2026-11-28 09:42:00"},
                      {"SERIAL", "0A:1B:2C"},
                      {"RENEW_LINK", base_ + "/certificates/100001/renew"},
                      {"FINGERPRINT", "0A:1B:2C"},
                      {"TEXT", "1 mail waits"},
                      {"CURE", "certportal doctor"},
                      {"SINCE_AT", "2026-11-28 09:42:00"}};
    return {{{"NAME", "Nora Neu"},
             {"LINK", base_ + "/handover?token=" + std::string(43, 'a')},
             {"HOURS", "24"},
             {"LOGIN_LINK", base_ + "/login"},
             {"FORGOT_LINK", base_ + "/password/forgot"},
             {"SECOND_FACTOR_LINK", base_ + "/account/second-factor"},
             {"CLIENT", "2001:db8:1234:5678:9abc:def0:1234:5678"},
             {"BROWSER", "Samsung Internet, Android"},
             {"LEFT", "9"},
             {"REGISTER_LINK", base_ + "/register"},
             {"HANDOVER_LINK", base_ + "/handovers/UEB-000017"},
             {"RECEIPT_LINK", base_ + "/handovers/UEB-000017/receipt"},
             {"CERTIFICATES_LINK", base_ + "/certificates?organisation=ORG-000003"},
             {"CERTIFICATE_LINK", base_ + "/certificates/320917"},
             {"ORDER_LINK", base_ + "/orders/320917"},
             {"APPROVALS_LINK", base_ + "/approvals"},
             {"QUEUED_AT", "2026-11-28 09:42:00"},
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
             {"REASON_TEXT", "Has left"},
             {"OLD_EMAIL", "anna.alt@example.org"},
             {"NEW_EMAIL", "anna.neu@example.org"},
             {"NUMBER", "320917"},
             {"CERTIFICATE_NAME", "www.example.org"},
             {"SERIAL", "0A1B2C"},
             {"REVOKED_AT", "2026-11-30 07:15:00"},
             {"REASON_NAME", "keyCompromise"},
             {"ENDS_ON", "2027-06-16 07:15:00"},
             {"FAILED_AT", "2026-11-30 07:15:00"}},
            {row}};
  }

  Data long_data(const std::string& host) const {
    Data data = short_data();
    std::string fingerprint = "0A";
    for (int i = 1; i < 32; ++i) fingerprint += ":0A";
    MailValues hard = {{"NAME", "Prof. Dr. Änne-Sophie Überlang " + std::string(49, 'm')},
                       {"ORGANISATION", organisation_},
                       {"CONTACT_NAME", std::string(80, 'n')},
                       {"SUCCESSOR_NAME", "Öz " + std::string(77, 'o')},
                       {"CONTACT_EMAIL", std::string(64, 'a') + "@" + host},
                       {"SUCCESSOR_EMAIL", std::string(64, 's') + "@" + host},
                       {"OLD_EMAIL", std::string(64, 'o') + "@" + host},
                       {"NEW_EMAIL", std::string(64, 'e') + "@" + host},
                       {"CERTIFICATE_NAME", host},
                       {"MORE_NAMES", host + ", " + host + ", …"},
                       {"REASON_TEXT", "Ä" + std::string(499, 'r')},
                       {"TEXT", std::string(200, 't') + " fällt aus"},
                       {"PREDECESSOR", "310815"},
                       {"RESENT", "1"},
                       {"MORE", "1234"},
                       {"FINGERPRINT", fingerprint}};
    for (MailValues* values : {&data.values, &data.rows[0]})
      for (const auto& [name, value] : hard)
        if (values->contains(name) || values == &data.values || name == "MORE_NAMES") (*values)[name] = value;
    data.rows.assign(40, data.rows[0]);
    data.rows[7].erase("DAYS");
    data.rows[7]["ENDED"] = "1";
    return data;
  }

  MailText render(const Site& site, std::string_view kind, const std::vector<std::string>& languages,
                  const Data& data) const {
    auto rendered = render_mail(site, kind, languages, data.values, data.rows);
    CPPUNIT_ASSERT_MESSAGE(std::string(kind) + (rendered ? "" : rendered.error().log), rendered.ok());
    return *rendered;
  }

  static std::vector<const char*> sides_of(const model::MailKind& kind) {
    if (&kind == &model::kAddressChanged) return {"old", "new"};
    return {"contact", "successor"};
  }

  // Every kind in each language and in all of them, to both sides, with little and with much.
  const std::vector<Look>& looks() const {
    static const std::vector<Look> made = make_looks();
    return made;
  }

  std::vector<Look> make_looks() const {
    auto site = make_site();
    std::vector<std::vector<std::string>> choices = {site->languages()};
    for (const std::string& language : site->languages()) choices.push_back({language});
    std::vector<Look> looks;
    for (const model::MailKind* kind : model::kMailKinds)
      for (const auto& languages : choices)
        for (const char* side : sides_of(*kind))
          for (Data data : {short_data(), long_data(idn_), long_data(host_)}) {
            data.values["SIDE"] = side;
            looks.push_back({std::string(kind->name) + " " + languages.front() + " " + side,
                             render(*site, kind->name, languages, data)});
          }
    return looks;
  }

  static std::string folder() { return make_settings().template_dir + "/en"; }

  static bool is_one_word(std::string_view line) { return trim(line).find(' ') == std::string_view::npos; }

 public:
  void every_template_is_a_kind_whose_variables_are_filled() {
    std::set<std::string> known = {"ROWS", "ROW"};
    Data data = long_data(idn_);
    for (const MailValues& values : {data.values, data.rows[0], data.rows[7]})
      for (const auto& [name, value] : values) {
        known.insert(name);
        if (name.ends_with("_AT")) known.insert(name.substr(0, name.size() - 2) + "ON");
      }
    for (const char* setting : {"BRAND", "SUPPORT_EMAIL", "IMPRINT_URL"}) known.insert(setting);
    std::size_t templates = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
      std::string file = entry.path().filename().string();
      if (!file.ends_with(".mail.tpl")) continue;
      ++templates;
      CPPUNIT_ASSERT_MESSAGE(file, model::find_mail_kind(file.substr(0, file.find('.'))));
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      const std::string content = text.str();
      const std::regex variable("\\{\\{([A-Z_]+)\\}\\}");
      for (std::sregex_iterator found(content.begin(), content.end(), variable), end; found != end; ++found)
        CPPUNIT_ASSERT_MESSAGE(file + ": " + (*found)[1].str(), known.contains((*found)[1].str()));
    }
    CPPUNIT_ASSERT_EQUAL(std::size(model::kMailKinds), templates);
  }

  void every_line_fits_a_terminal() {
    for (const auto& [name, text] : looks()) {
      for (std::string_view line : split(text.body, '\n')) {
        std::string message = name + ": " + std::string(line);
        CPPUNIT_ASSERT_MESSAGE(message, count_code_points(line) <= kWidth || is_one_word(line));
        CPPUNIT_ASSERT_MESSAGE(
            message, line == "-- " || trim(line).empty() ? line == "-- " || line.empty() : !line.ends_with(' '));
      }
      for (const char* left_over : {"{{", "}}", "[[", "]]", "\n\n\n", "\t", "<wbr", "\xc2\xad", "\xe2\x80\x8b"})
        assert_lacks(text.subject + text.body, left_over);
      CPPUNIT_ASSERT_MESSAGE(name, text.body.ends_with('\n') && !text.body.starts_with('\n'));
    }
  }

  void every_link_stands_alone_whole_and_after_a_line_that_says_what_for() {
    std::set<std::string> links = {make_settings().imprint_url};
    Data data = short_data();
    for (const MailValues& values : {data.values, data.rows[0]})
      for (const auto& [name, value] : values)
        if (name.ends_with("LINK")) links.insert(value);
    for (const auto& [name, text] : looks()) {
      const std::string body = text.body.substr(0, text.body.find("\n-- \n"));
      std::string before;
      for (std::string_view line : split(body, '\n')) {
        if (line.find("://") != std::string_view::npos) {
          CPPUNIT_ASSERT_MESSAGE(name + ": " + std::string(line), links.contains(std::string(line)));
          CPPUNIT_ASSERT_MESSAGE(name + ": " + before, before.ends_with(':'));
        }
        if (!line.empty()) before = line;
      }
    }
  }

  void every_subject_fits_however_long_the_names() {
    for (const auto& [name, text] : looks()) {
      CPPUNIT_ASSERT_MESSAGE(name + ": " + text.subject, count_code_points(text.subject) <= kWidth);
      CPPUNIT_ASSERT_MESSAGE(name + ": " + text.subject,
                             is_valid_utf8(text.subject) && trim(text.subject) == text.subject);
    }
    auto site = make_site();
    auto subject = [&](const char* kind, const Data& data) { return render(*site, kind, {"de"}, data).subject; };
    CPPUNIT_ASSERT_EQUAL(std::string("UEB-000017: Muster AG übernehmen? Antwort bis 12.12.2026"),
                         subject("handover_offered", short_data()));
    assert_has(subject("handover_offered", long_data(host_)), "… übernehmen? Antwort bis 12.12.2026");
    assert_has(subject("certificate_revoked", long_data(idn_)), "320917 (wärmeübertragungsgesellschaft");
    assert_has(subject("certificate_revoked", long_data(host_)), "w…) ist gesperrt");
    Data one = short_data();
    CPPUNIT_ASSERT_EQUAL(std::string("Erinnerung: www.example.org läuft am 25.12.2026 ab"), subject("reminder", one));
    one.rows[0].erase("DAYS");
    one.rows[0]["ENDED"] = "1";
    CPPUNIT_ASSERT_EQUAL(std::string("www.example.org ist am 25.12.2026 abgelaufen"), subject("reminder", one));
  }

  void every_mail_ends_with_whom_to_ask() {
    for (const auto& [name, text] : looks()) {
      std::size_t at = text.body.rfind("\n\n-- \nMuster & Co\n");
      CPPUNIT_ASSERT_MESSAGE(name + "\n" + text.body, at != std::string::npos && text.body.find("\n-- \n") == at + 1);
      for (const std::string& content : {text.body.substr(at), text.html})
        for (const char* part : {"hilfe@example.org", "https://example.org/impressum"}) assert_has(content, part);
    }
    SiteSettings bare = make_settings();
    bare.support_email = bare.imprint_url = "";
    auto site = make_site(bare);
    std::string body = render(*site, "password_changed", {"en"}, short_data()).body;
    CPPUNIT_ASSERT_MESSAGE(body, body.ends_with("\n\n-- \nMuster & Co\n"));
  }

  void every_mail_survives_its_way() {
    for (const auto& [name, text] : looks()) {
      auto mail = mail::compose({.from_address = "portal@example.org",
                                 .from_name = "Muster & Co",
                                 .to = "nora.neu@example.org",
                                 .subject = text.subject,
                                 .text = text.body,
                                 .html = text.html,
                                 .date = Time{},
                                 .id = "1",
                                 .id_host = "example.org"});
      CPPUNIT_ASSERT_MESSAGE(name, mail.ok());
      bool is_plain_part = false;
      for (std::string_view line : split(*mail, '\n')) {
        if (line.starts_with("Content-Transfer-Encoding: ")) is_plain_part = line.ends_with("7bit");
        bool is_link = is_plain_part && line.find("://") != std::string_view::npos;
        CPPUNIT_ASSERT_MESSAGE(name + ": " + std::string(line), line.size() <= (is_plain_part ? 200U : 76U) || is_link);
        CPPUNIT_ASSERT_MESSAGE(name + ": " + std::string(line), is_plain_part || !line.ends_with(' '));
      }
    }
  }

  void addresses_are_whole_in_the_html_part_too() {
    auto site = make_site();
    std::string html = render(*site, "certificate_revoked", {"de"}, long_data(idn_)).html;
    assert_has(html, ">Name: " + idn_ + " (" + *model::to_unicode(idn_) + ")</li>");
    html = render(*site, "reminder", {"de"}, long_data(host_)).html;
    assert_has(html, ">Verlängern: <a href=\"" + base_ + "/certificates/100001/renew\">");
    for (const char* mark : {"<wbr", "&shy;", "&#8203;", "\xc2\xad", "\xe2\x80\x8b"}) assert_lacks(html, mark);
  }

  void a_mail_in_all_languages_says_so_first() {
    auto site = make_site();
    MailText text = render(*site, "invitation", {"de", "en"}, short_data());
    CPPUNIT_ASSERT_EQUAL(std::string("Einladung zur Registrierung / You are invited to register"), text.subject);
    CPPUNIT_ASSERT_MESSAGE(text.body, text.body.starts_with("English: see below\n\nGuten Tag,\n\ndie Person"));
    assert_has(text.body, "\n\n=== English ===\n\nHello,\n\nThe person");
    assert_has(text.html, "<p lang=\"en\"");
    assert_has(text.html, ">English: see below</p>");
    assert_has(text.html, "<div lang=\"en\">\n<h2");
    text = render(*site, "invitation", {"en", "de"}, short_data());
    CPPUNIT_ASSERT_MESSAGE(text.body, text.body.starts_with("Deutsch: siehe unten\n\nHello,\n"));
    assert_lacks(render(*site, "invitation", {"en"}, short_data()).body, "Deutsch");
  }

  void the_button_has_the_operators_colour() {
    for (const auto& [color, shown] : {std::pair{"", "#0b5cad"}, {"7a1f3d", "#7a1f3d"}}) {
      SiteSettings settings = make_settings();
      settings.brand_color = color;
      auto site = make_site(settings);
      assert_has(render(*site, "password_reset", {"de"}, short_data()).html, std::string("background:") + shown + ";");
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailLookTest);

}  // namespace certportal::view
