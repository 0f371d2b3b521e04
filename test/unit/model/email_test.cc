#include "model/email.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using certportal::model::EmailAddress;

std::string repeat(const std::string& text, int times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

class EmailTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(EmailTest);
  CPPUNIT_TEST(each_mailbox_has_one_stored_form);
  CPPUNIT_TEST(what_is_no_address_is_refused_by_its_reason);
  CPPUNIT_TEST(stored_form_parses_to_itself);
  CPPUNIT_TEST(look_alikes_are_different_and_shown_different);
  CPPUNIT_TEST_SUITE_END();

 public:
  void each_mailbox_has_one_stored_form() {
    struct Case {
      const char* name;
      std::string typed;
      const char* stored;
    } cases[] = {
        {"plain", "neu@example.org", "neu@example.org"},
        {"blanks and line end around", " \tneu@example.org\r\n", "neu@example.org"},
        {"capitals", "Nora.NEU@Example.ORG", "nora.neu@example.org"},
        {"all of atext", "!#$%&'*+-/?=^_`{|}~@example.org", "!#$%&'*+-/?=^_`{|}~@example.org"},
        {"umlaut", "neu@münchen.example", "neu@xn--mnchen-3ya.example"},
        {"capital umlaut", "neu@MÜNCHEN.example", "neu@xn--mnchen-3ya.example"},
        {"decomposed umlaut", "neu@mu\u0308nchen.example", "neu@xn--mnchen-3ya.example"},
        {"A-label in capitals", "neu@XN--MNCHEN-3YA.example", "neu@xn--mnchen-3ya.example"},
        {"sharp s is itself (non-transitional)", "neu@faß.example", "neu@xn--fa-hia.example"},
        {"full-width letters", "neu@ｅｘａｍｐｌｅ.org", "neu@example.org"},
        {"ideographic full stop", "neu@例え。example", "neu@xn--r8jz45g.example"},
        {"zero-width space in a name", "neu@exam\u200bple.org", "neu@example.org"},
        {"hyphens at 3 and 4", "neu@r3---sn.example.org", "neu@r3---sn.example.org"},
        {"digits", "1@2.3.example", "1@2.3.example"},
    };
    for (const Case& c : cases) {
      auto email = EmailAddress::parse(c.typed);
      CPPUNIT_ASSERT_MESSAGE(c.name, email.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.stored), email->address());
    }
  }

  void what_is_no_address_is_refused_by_its_reason() {
    struct Case {
      const char* name;
      std::string typed;
      const char* message;
    } cases[] = {
        {"empty", "", "EMAIL_MISSING"},
        {"blank", " \t\r\n", "EMAIL_MISSING"},
        {"encoded word", "=?utf-8?q?alt=40example.org?=@example.org", "EMAIL_INVALID"},
        {"no at", "example.org", "EMAIL_INVALID"},
        {"no local part", "@example.org", "EMAIL_INVALID"},
        {"no domain", "neu@", "EMAIL_INVALID"},
        {"two ats", "neu@alt@example.org", "EMAIL_INVALID"},
        {"quoted", "\"neu\"@example.org", "EMAIL_INVALID"},
        {"quoted at", "\"a@b\"@example.org", "EMAIL_INVALID"},
        {"blank inside", "nora neu@example.org", "EMAIL_INVALID"},
        {"comment", "neu(x)@example.org", "EMAIL_INVALID"},
        {"display name", "Neu <neu@example.org>", "EMAIL_INVALID"},
        {"list", "a@example.org,b@example.org", "EMAIL_INVALID"},
        {"two dots", "a..b@example.org", "EMAIL_INVALID"},
        {"dot first", ".a@example.org", "EMAIL_INVALID"},
        {"dot last", "a.@example.org", "EMAIL_INVALID"},
        {"dash first", "-be@example.org", "EMAIL_INVALID"},
        {"backslash", "a\\b@example.org", "EMAIL_INVALID"},
        {"header smuggled in", "neu@example.org\r\nBcc: alt@example.org", "EMAIL_INVALID"},
        {"line feed in local part", "n\neu@example.org", "EMAIL_INVALID"},
        {"NUL", std::string("neu@example.org\0.example.net", 28), "EMAIL_INVALID"},
        {"delete", "neu\x7f@example.org", "EMAIL_INVALID"},
        {"not UTF-8", "neu@ex\xff.org", "EMAIL_INVALID"},
        {"overlong slash", "neu@ex\xc0\xaf.org", "EMAIL_INVALID"},
        {"right-to-left override", "neu@\u202egro.elpmaxe", "EMAIL_INVALID"},
        {"umlaut in local part", "jürgen@example.org", "EMAIL_LOCAL_NOT_ASCII"},
        {"Cyrillic a in local part", "n\u0430dja@example.org", "EMAIL_LOCAL_NOT_ASCII"},
        {"no-break space first", "\u00a0neu@example.org", "EMAIL_LOCAL_NOT_ASCII"},
        {"full-width at", "neu＠example.org", "EMAIL_INVALID"},
        {"full-width at in domain", "neu@a＠example.org", "EMAIL_DOMAIN_INVALID"},
        {"one label", "neu@localhost", "EMAIL_DOMAIN_INVALID"},
        {"IP literal", "neu@[192.0.2.1]", "EMAIL_DOMAIN_INVALID"},
        {"IPv6 literal", "neu@[IPv6:2001:db8::1]", "EMAIL_DOMAIN_INVALID"},
        {"bare IPv4", "neu@192.0.2.1", "EMAIL_DOMAIN_INVALID"},
        {"dot at the end", "neu@example.org.", "EMAIL_DOMAIN_INVALID"},
        {"empty label", "neu@example..org", "EMAIL_DOMAIN_INVALID"},
        {"hyphen first", "neu@-example.org", "EMAIL_DOMAIN_INVALID"},
        {"hyphen last", "neu@example-.org", "EMAIL_DOMAIN_INVALID"},
        {"underscore", "neu@ex_ample.org", "EMAIL_DOMAIN_INVALID"},
        {"underscore beside an umlaut", "neu@mün_chen.example", "EMAIL_DOMAIN_INVALID"},
        {"blank in domain", "neu@exam ple.org", "EMAIL_DOMAIN_INVALID"},
        {"dollar beside an umlaut", "neu@mün$chen.example", "EMAIL_DOMAIN_INVALID"},
        {"full-width slash", "neu@example.org／example.net", "EMAIL_DOMAIN_INVALID"},
        {"wildcard", "neu@*.example.org", "EMAIL_DOMAIN_INVALID"},
        {"percent route", "neu@example.org%example.net", "EMAIL_DOMAIN_INVALID"},
        {"A-label of nothing", "neu@xn--.example", "EMAIL_DOMAIN_INVALID"},
        {"A-label that is none", "neu@xn--0000000000.example", "EMAIL_DOMAIN_INVALID"},
        {"A-label of ASCII", "neu@xn--abc-.example", "EMAIL_DOMAIN_INVALID"},
        {"label of 64", "neu@" + std::string(64, 'a') + ".org", "EMAIL_DOMAIN_INVALID"},
        {"local part of 65", std::string(65, 'a') + "@example.org", "EMAIL_TOO_LONG"},
        {"255 in all", "neu@" + repeat("abcdefghi.", 24) + "abcdefg.org", "EMAIL_TOO_LONG"},
        {"huge", std::string(1000000, 'a') + "@example.org", "EMAIL_TOO_LONG"},
    };
    for (const Case& c : cases) {
      auto email = EmailAddress::parse(c.typed);
      CPPUNIT_ASSERT_MESSAGE(c.name, !email.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.message), email.error().message);
      CPPUNIT_ASSERT_MESSAGE(c.name, email.error().code == certportal::Code::invalid && !email.error().log.empty());
    }
    CPPUNIT_ASSERT(EmailAddress::parse(std::string(64, 'a') + "@example.org").ok());
    CPPUNIT_ASSERT(EmailAddress::parse("neu@" + repeat("abcdefghi.", 24) + "abcdef.org").ok());
  }

  void stored_form_parses_to_itself() {
    for (const char* typed : {"Neu@Example.org", "neu@münchen.example", "neu@faß.example", "neu@例え。example"}) {
      EmailAddress email = EmailAddress::parse(typed).value();
      CPPUNIT_ASSERT_EQUAL_MESSAGE(typed, email.address(), EmailAddress::parse(email.address()).value().address());
      CPPUNIT_ASSERT(email == EmailAddress::from_stored(email.address()));
    }
  }

  void look_alikes_are_different_and_shown_different() {
    EmailAddress latin = EmailAddress::parse("neu@example.org").value();
    EmailAddress cyrillic = EmailAddress::parse("neu@ex\u0430mple.org").value();
    CPPUNIT_ASSERT(latin != cyrillic);
    CPPUNIT_ASSERT_EQUAL(std::string("neu@example.org"), latin.display());
    CPPUNIT_ASSERT_EQUAL("neu@ex\u0430mple.org (" + cyrillic.address().substr(4) + ")", cyrillic.display());
    CPPUNIT_ASSERT_EQUAL(std::string("neu@münchen.example (xn--mnchen-3ya.example)"),
                         EmailAddress::parse("neu@münchen.example").value().display());
    CPPUNIT_ASSERT_EQUAL(std::string("odd"), EmailAddress::from_stored("odd").display());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EmailTest);
}  // namespace
