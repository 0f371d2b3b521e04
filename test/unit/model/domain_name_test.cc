#include "model/domain_name.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal::model;

class DomainNameTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(DomainNameTest);
  CPPUNIT_TEST(u_labels_become_a_labels_and_back);
  CPPUNIT_TEST(what_does_not_turn_back_stays_as_it_is);
  CPPUNIT_TEST(empty_labels_are_shown);
  CPPUNIT_TEST(wildcard_is_kept_where_it_is_wanted);
  CPPUNIT_TEST(what_is_no_host_name_has_no_ascii_form);
  CPPUNIT_TEST_SUITE_END();

 public:
  void u_labels_become_a_labels_and_back() {
    struct Case {
      const char* unicode;
      const char* ascii;
    } cases[] = {
        {"münchen.example", "xn--mnchen-3ya.example"}, {"www.größe.example", "www.xn--gre-6ka8i.example"},
        {"faß.example", "xn--fa-hia.example"},         {"пример.example", "xn--e1afmkfd.example"},
        {"מבחן.example", "xn--5dbmtg.example"},        {"r3---sn.münchen.example", "r3---sn.xn--mnchen-3ya.example"},
    };
    for (const Case& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.unicode, std::string(c.ascii), to_ascii(c.unicode).value_or("none"));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.unicode, std::string(c.unicode), to_unicode(c.ascii).value_or("none"));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.unicode, std::string(c.ascii), to_ascii(c.ascii).value_or("none"));
      CPPUNIT_ASSERT(display_name(c.ascii) == (DisplayName{c.ascii, c.unicode}));
    }
  }

  void what_does_not_turn_back_stays_as_it_is() {
    for (const std::string& name :
         {std::string("www.example.org"), std::string(), std::string("xn--"), std::string("xn--abc-.example"),
          std::string("xn--0000000000.example"), std::string("XN--MNCHEN-3YA.example"), std::string("Muster AG"),
          std::string("192.0.2.1"), std::string("2001:db8::1"), std::string("<script>alert(1)</script>"),
          std::string("...."), std::string("xn--ex\0mple.org", 15), std::string("\xff\xfe"),
          std::string("münchen.example"), "xn--" + std::string(100000, 'a')})
      CPPUNIT_ASSERT_MESSAGE(name.substr(0, 40), display_name(name) == (DisplayName{name, ""}));
  }

  void empty_labels_are_shown() {
    CPPUNIT_ASSERT_EQUAL(std::string(".münchen.example"), display_name(".xn--mnchen-3ya.example").unicode);
    CPPUNIT_ASSERT_EQUAL(std::string("..münchen..example."), display_name("..xn--mnchen-3ya..example.").unicode);
  }

  void wildcard_is_kept_where_it_is_wanted() {
    CPPUNIT_ASSERT_EQUAL(std::string("*.xn--mnchen-3ya.example"), to_ascii("*.MÜNCHEN.example", true).value_or("none"));
    CPPUNIT_ASSERT_EQUAL(std::string("*.münchen.example"), display_name("*.xn--mnchen-3ya.example").unicode);
    CPPUNIT_ASSERT(!to_ascii("*.example.org"));
    for (const char* name : {"*", "*.", "a*.example.org", "www.*.example.org", "*.*.example.org", "**.example.org"})
      CPPUNIT_ASSERT_MESSAGE(name, !to_ascii(name, true));
  }

  void what_is_no_host_name_has_no_ascii_form() {
    for (const std::string& name : {std::string(),
                                    std::string("."),
                                    std::string("a..b"),
                                    std::string("example.org."),
                                    std::string("ex ample.org"),
                                    std::string("ex_ample.org"),
                                    std::string(".münchen.example"),
                                    std::string("münchen..example"),
                                    std::string("-a.org"),
                                    std::string("a-.org"),
                                    std::string("a/b"),
                                    std::string("exam\0ple.org", 12),
                                    std::string("\xff.org"),
                                    std::string("xn--abc-.org"),
                                    std::string("a.xn--.org"),
                                    std::string(64, 'a') + ".org",
                                    std::string(100000, 'a'),
                                    std::string("\u202eabc.org"),
                                    std::string("ex＠mple.org"),
                                    std::string("mün$chen.example"),
                                    std::string("a／b.example"),
                                    std::string("ü＿b.example"),
                                    std::string("1⁄2.example")})
      CPPUNIT_ASSERT_MESSAGE(name.substr(0, 40), !to_ascii(name));
    CPPUNIT_ASSERT_EQUAL(std::string("shop"), to_ascii("Shop").value_or("none"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DomainNameTest);
}  // namespace
