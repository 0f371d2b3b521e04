#include "model/certificate_name.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using namespace certportal::model;
using std::string;

string result_of(const string& name) {
  auto checked = check_certificate_name(name);
  return checked.ok() ? *checked : checked.error().message;
}

class CertificateNameTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateNameTest);
  CPPUNIT_TEST(complete_names_are_taken_as_a_labels);
  CPPUNIT_TEST(other_names_are_refused_with_the_reason);
  CPPUNIT_TEST(refusal_names_the_name_as_it_was_written);
  CPPUNIT_TEST_SUITE_END();

 public:
  void complete_names_are_taken_as_a_labels() {
    const string label(63, 'a');
    const string longest = label + "." + label + "." + label + "." + string(57, 'b') + ".org";
    struct Case {
      string text, ascii;
    } cases[] = {
        {"www.example.org", "www.example.org"},
        {"WWW.Example.ORG", "www.example.org"},
        {"example.org", "example.org"},
        {"*.example.org", "*.example.org"},
        {"*.www.example.org", "*.www.example.org"},
        {"münchen.example.org", "xn--mnchen-3ya.example.org"},
        {"xn--mnchen-3ya.example.org", "xn--mnchen-3ya.example.org"},
        {"*.münchen.de", "*.xn--mnchen-3ya.de"},
        {"www.пример.рф", "www.xn--e1afmkfd.xn--p1ai"},
        {"example.co.uk", "example.co.uk"},
        {"*.example.co.uk", "*.example.co.uk"},
        {"muster.github.io", "muster.github.io"},
        {"github.io", "github.io"},  // of the private section: its owner may have it
        {"*.muster.github.io", "*.muster.github.io"},
        {"www.ck", "www.ck"},                  // an exception of the list
        {"example.com.np", "example.com.np"},  // below *.np
        {"r3---sn.example.org", "r3---sn.example.org"},
        {"1.example.org", "1.example.org"},
        {longest, longest},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.text, c.ascii, result_of(c.text));
  }

  void other_names_are_refused_with_the_reason() {
    struct Case {
      const char* message;
      std::vector<string> names;
    } cases[] = {
        {"NAME_EMPTY_LABEL", {"", ".", "example.org.", ".example.org", "www..example.org", "*."}},
        {"NAME_MALFORMED",
         {string("www.example.org\0.evil.org", 25), "www.example.org\\00.evil.org", "a b.example.org", " example.org",
          "example.org\n", "-a.example.org", "a-.example.org", "a_b.example.org", string(64, 'a') + ".org",
          string(250, 'a') + ".example.org", "xn--0000000000.org", "XN--\xFF.org", "ex\xFF\xFE.org", "<b>.org",
          "a,b.org", "\"example.org\"", "＊.example.org"}},
        {"NAME_IS_ADDRESS",
         {"192.0.2.1", "2001:db8::1", "[2001:db8::1]", "::1", "fe80::1%eth0", "10.0.0.0/8", "127.1", "2130706433",
          "0x7f.0.0.1", "0x7f000001", "*.2.0.192", "1.2.0.192.in-addr.arpa", "*.ip6.arpa"}},
        {"NAME_IS_EMAIL", {"it@example.org"}},
        {"NAME_IS_URI",
         {"https://www.example.org", "http://example.org/", "example.org/shop", "www.example.org:443", "ldap://a"}},
        {"NAME_IS_LOCAL",
         {"localhost", "LOCALHOST", "www.localhost", "*.localhost", "intranet", "srv01", "printer.local",
          "mail.muster.internal", "server.lan", "dc.corp", "www.example", "a.test", "a.invalid", "router.home.arpa",
          "*.local"}},
        {"NAME_TOP_LEVEL_UNKNOWN", {"www.example.nosuchtld", "server.muster", "*.server.muster"}},
        {"NAME_IS_SUFFIX", {"de", "org", "co.uk", "com.np", "foo.ck", "xn--p1ai", "рф", "公司.cn", "xn--55qx5d.cn"}},
        {"NAME_WILDCARD_PLACE",
         {"*", "a.*.example.org", "w*.example.org", "*w.example.org", "*.*.example.org", "www.example.*", "**.de"}},
        {"NAME_WILDCARD_SUFFIX", {"*.de", "*.co.uk", "*.github.io", "*.ck", "*.foo.ck", "*.xn--p1ai", "*.рф"}},
    };
    for (const Case& c : cases)
      for (const string& name : c.names) CPPUNIT_ASSERT_EQUAL_MESSAGE(name, string(c.message), result_of(name));
  }

  void refusal_names_the_name_as_it_was_written() {
    auto unknown = check_certificate_name("WWW.Example.NoSuchTld");
    CPPUNIT_ASSERT_EQUAL(string("WWW.Example.NoSuchTld"), unknown.error().values.at("NAME"));
    CPPUNIT_ASSERT_EQUAL(string("nosuchtld"), unknown.error().values.at("TOP"));
    auto endless = check_certificate_name(string(60000, 'a') + ".org");
    CPPUNIT_ASSERT_EQUAL(string(253, 'a') + "…", endless.error().values.at("NAME"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateNameTest);

}  // namespace
