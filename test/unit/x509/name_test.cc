#include "x509/name.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/text.h"
#include "make.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;
using namespace std::string_literals;

// V_ASN1_… of OpenSSL (X.680 8.4).
constexpr int kUtf8 = 12;
constexpr int kPrintable = 19;
constexpr int kT61 = 20;
constexpr int kIa5 = 22;
constexpr int kUniversal = 28;
constexpr int kBmp = 30;

Certificate named(const std::vector<Attribute>& subject) {
  Recipe recipe;
  recipe.subject = subject;
  return make_certificate(recipe).certificate;
}

Certificate with_alternative_names(const string& value) {
  Recipe recipe;
  recipe.extensions = {{"subjectAltName", value}};
  return make_certificate(recipe).certificate;
}

class NameTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(NameTest);
  CPPUNIT_TEST(values_of_every_string_type_come_as_utf8);
  CPPUNIT_TEST(one_line_follows_rfc_4514);
  CPPUNIT_TEST(parts_keep_their_order_and_names);
  CPPUNIT_TEST(empty_subject_has_no_common_name);
  CPPUNIT_TEST(most_specific_common_name_wins);
  CPPUNIT_TEST(names_that_match_have_the_same_hash);
  CPPUNIT_TEST(alternative_names_of_every_kind_are_read);
  CPPUNIT_TEST(hostile_dns_names_are_shown_whole_and_harmless);
  CPPUNIT_TEST(alternative_names_that_come_twice_are_all_there);
  CPPUNIT_TEST(sixty_four_names_keep_their_order);
  CPPUNIT_TEST_SUITE_END();

 public:
  void values_of_every_string_type_come_as_utf8() {
    const struct {
      string name;
      int type;
      string bytes, value;
    } cases[] = {
        {"UTF-8", kUtf8, "Müster", "Müster"},
        {"four bytes", kUtf8, "𝄞😀", "𝄞😀"},
        {"right to left", kUtf8, "שלום", "שלום"},
        {"markup stays as it is", kUtf8, "<script>\"'&", "<script>\"'&"},
        {"NUL", kUtf8, "good.example.org\0.evil.example"s, "good.example.org\\00.evil.example"},
        {"line feed", kUtf8, "a\nb\x7F", "a\\0Ab\\7F"},
        {"override", kUtf8, "a\u202Egro", "a\\E2\\80\\AEgro"},
        {"printable", kPrintable, "Muster", "Muster"},
        {"Latin-1 in printable", kPrintable, "M\xFCster", "Müster"},
        {"UTF-8 in printable", kPrintable, "Müster", "Müster"},
        {"T61 is Latin-1", kT61, "M\xFCster", "Müster"},
        {"IA5", kIa5, "muster", "muster"},
        {"BMP", kBmp, "\0M\0\xFC\x20\xAC"s, "Mü€"},
        {"universal", kUniversal, "\0\0\0M\0\1\xD1\x1E"s, "M𝄞"},
        {"empty", kUtf8, "", ""},
    };
    for (const auto& c : cases) {
      Certificate certificate = named({{"CN", c.bytes, c.type}});
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.value, certificate.common_name());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.value, certificate.subject().parts.at(0).value);
      CPPUNIT_ASSERT_MESSAGE(c.name, is_valid_utf8(certificate.subject().text));
      CPPUNIT_ASSERT_MESSAGE(c.name, is_valid_utf8(certificate.text()));
    }
  }

  void one_line_follows_rfc_4514() {
    const struct {
      std::vector<Attribute> subject;
      string text;
    } cases[] = {
        {{{"C", "DE"}, {"O", "Muster AG"}, {"CN", "a.example.org"}}, "CN=a.example.org,O=Muster AG,C=DE"},
        {{{"O", "a,b+c\"d\\e<f>g;h=i"}}, "O=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h=i"},
        {{{"O", "# a ", kUtf8}}, "O=\\# a\\ "},
        {{{"O", " ", kUtf8}}, "O=\\ "},
        {{{"CN", "a\0b"s, kUtf8}}, "CN=a\\00b"},
        {{{"1.2.3.4", "x", kUtf8}}, "1.2.3.4=x"},
        {{}, ""},
    };
    for (const auto& c : cases) CPPUNIT_ASSERT_EQUAL(c.text, named(c.subject).subject().text);
  }

  void parts_keep_their_order_and_names() {
    auto parts = named({{"C", "DE"}, {"O", "Muster AG"}, {"1.2.3.4", "x", kUtf8}}).subject().parts;
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, parts.size());
    CPPUNIT_ASSERT_EQUAL(string("2.5.4.6 C countryName DE"),
                         parts[0].oid + " " + parts[0].short_name + " " + parts[0].long_name + " " + parts[0].value);
    CPPUNIT_ASSERT_EQUAL(string("organizationName"), parts[1].long_name);
    CPPUNIT_ASSERT_EQUAL(string("1.2.3.4 1.2.3.4 1.2.3.4"),
                         parts[2].oid + " " + parts[2].short_name + " " + parts[2].long_name);
  }

  void empty_subject_has_no_common_name() {
    Certificate certificate = named({});
    CPPUNIT_ASSERT(certificate.common_name().empty() && certificate.subject().parts.empty());
    CPPUNIT_ASSERT_EQUAL(string("\x30\0"s), certificate.subject().der);
  }

  void most_specific_common_name_wins() {
    Certificate certificate = named({{"CN", "a"}, {"CN", "b.example.org"}, {"O", "c"}});
    CPPUNIT_ASSERT_EQUAL(string("b.example.org"), certificate.common_name());
  }

  void names_that_match_have_the_same_hash() {
    string reference = named({{"O", "Müster AG", kUtf8}, {"CN", "Root CA", kUtf8}}).subject().sha256;
    const struct {
      string name;
      std::vector<Attribute> subject;
      bool same;
    } cases[] = {
        {"other string types", {{"O", "M\xFCster AG", kT61}, {"CN", "Root CA", kPrintable}}, true},
        {"case and blanks", {{"O", " Müster  AG ", kUtf8}, {"CN", "ROOT ca", kUtf8}}, true},
        {"other order", {{"CN", "Root CA"}, {"O", "Müster AG"}}, false},
        {"one part less", {{"O", "Müster AG"}}, false},
        {"other type of attribute", {{"OU", "Müster AG"}, {"CN", "Root CA"}}, false},
        {"umlaut's case counts", {{"O", "MÜSTER AG"}, {"CN", "Root CA"}}, false},
        {"blank left out", {{"O", "MüsterAG"}, {"CN", "Root CA"}}, false},
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t{32}, reference.size());
    for (const auto& c : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.same, named(c.subject).subject().sha256 == reference);
  }

  void alternative_names_of_every_kind_are_read() {
    Certificate certificate = with_alternative_names(
        "DNS:*.example.org,IP:192.0.2.1,IP:2001:db8::1,email:a@example.org,URI:https://example.org/,RID:1.2.3.4,"
        "otherName:msUPN;UTF8:nora@example.org,otherName:1.2.3;INTEGER:5");
    const std::vector<AlternativeName> expected = {
        {NameKind::dns, "*.example.org"},
        {NameKind::ip, "192.0.2.1"},
        {NameKind::ip, "2001:db8::1"},
        {NameKind::email, "a@example.org"},
        {NameKind::uri, "https://example.org/"},
        {NameKind::registered_id, "1.2.3.4"},
        {NameKind::other, "msUPN: nora@example.org"},
        {NameKind::other, "1.2.3: #020105"},
    };
    CPPUNIT_ASSERT(certificate.all_alternative_names() == expected);
    CPPUNIT_ASSERT(certificate.dns_names() == std::vector<string>{"*.example.org"});
  }

  void hostile_dns_names_are_shown_whole_and_harmless() {
    const struct {
      string bytes, shown;
    } cases[] = {
        {"a.example.org\0.evil.example"s, "a.example.org\\00.evil.example"},
        {"a\xFF"
         "b\xC3",
         "a\uFFFD"
         "b\uFFFD"},
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"<script>alert(1)</script>", "<script>alert(1)</script>"},
        {"müller.example", "müller.example"},
        {"a\r\nb", "a\\0D\\0Ab"},
        {"x\u2066y", "x\\E2\\81\\A6y"},
        {"", ""},
    };
    for (const auto& c : cases) {
      Recipe recipe;
      recipe.dns_names = {c.bytes};
      Certificate certificate = make_certificate(recipe).certificate;
      CPPUNIT_ASSERT_EQUAL(c.shown, certificate.dns_names().at(0));
      CPPUNIT_ASSERT(is_valid_utf8(certificate.text()));
      for (const Extension& extension : certificate.extensions()) CPPUNIT_ASSERT(is_valid_utf8(extension.text));
    }
  }

  void alternative_names_that_come_twice_are_all_there() {
    Recipe recipe;
    recipe.dns_names = {"a.example.org"};
    recipe.extensions = {{"subjectAltName", "DNS:b.example.org"}};
    CPPUNIT_ASSERT(
        (make_certificate(recipe).certificate.dns_names() == std::vector<string>{"a.example.org", "b.example.org"}));
  }

  void sixty_four_names_keep_their_order() {
    Recipe recipe;
    for (int i = 0; i < 64; ++i) recipe.dns_names.push_back("host" + std::to_string(i) + ".example.org");
    CPPUNIT_ASSERT(make_certificate(recipe).certificate.dns_names() == recipe.dns_names);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NameTest);

}  // namespace
