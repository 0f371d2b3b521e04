#include "view/mail.h"
#include "model/mail_kind.h"

#include "base/text.h"
#include "fixture.h"

namespace certportal::view {

class MailTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MailTest);
  CPPUNIT_TEST(every_kind_in_every_language_is_complete_and_narrow);
  CPPUNIT_TEST(values_stand_unescaped_and_links_whole);
  CPPUNIT_TEST(refuses_a_value_that_could_forge_a_line);
  CPPUNIT_TEST(refuses_an_unknown_kind);
  CPPUNIT_TEST_SUITE_END();

  const std::map<std::string, std::string> values_ = {
      {"NAME", "Nora Neu"},
      {"LINK", "https://portal.example.org/portal/register/confirm?token=" + std::string(43, 'a')},
      {"HOURS", "24"},
      {"LOGIN_LINK", "https://portal.example.org/portal/login"},
      {"FORGOT_LINK", "https://portal.example.org/portal/password/forgot"},
      {"TIME", "28.11.2026, 10:42 Uhr"}};

 public:
  void every_kind_in_every_language_is_complete_and_narrow() {
    auto site = make_site();
    for (const std::string& language : site->languages()) {
      for (const model::MailKind* mail_kind : model::kMailKinds) {
        std::string kind(mail_kind->name);
        auto mail = render_mail(*site, kind, language, values_);
        CPPUNIT_ASSERT(mail.ok());
        CPPUNIT_ASSERT_MESSAGE(kind, !mail->subject.empty() && mail->subject.find('\n') == std::string::npos);
        for (const char* left_over : {"[[", "]]", "{{", "}}", "\n\n\n", "&#39;", "&amp;"})
          assert_lacks(mail->body, left_over);
        assert_has(mail->body, "Nora Neu");
        assert_has(mail->body, "\n-- \nMuster & Co\n");
        assert_has(mail->body, "https://portal.example.org/");
        for (std::string_view line : split(mail->body, '\n')) {
          CPPUNIT_ASSERT_MESSAGE(std::string(line), count_code_points(line) <= 72U || line.starts_with("https://"));
        }
      }
    }
  }

  void values_stand_unescaped_and_links_whole() {
    auto site = make_site();
    auto values = values_;
    values["NAME"] = "Anna <b> & \"Alt\" \xf0\x9f\x94\x92";
    auto mail = render_mail(*site, "password_reset", "de", values);
    assert_has(mail->body, "Guten Tag Anna <b> & \"Alt\" \xf0\x9f\x94\x92,\n");
    assert_has(mail->body, "\n" + values["LINK"] + "\n");
  }

  void refuses_a_value_that_could_forge_a_line() {
    auto site = make_site();
    auto values = values_;
    for (const char* name : {"a\nb", "a\rb", "\x1b[2J", "\xe2\x80\xae", "\xff"}) {
      values["NAME"] = name;
      CPPUNIT_ASSERT(!render_mail(*site, "registration_confirm", "de", values).ok());
    }
  }

  void refuses_an_unknown_kind() { CPPUNIT_ASSERT(!render_mail(*make_site(), "../login", "de", values_).ok()); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailTest);

}  // namespace certportal::view
