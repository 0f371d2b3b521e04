#include "model/certificate_record.h"

#include <cppunit/extensions/HelperMacros.h>

#include "../x509/make.h"
#include "base/text.h"

namespace {
using namespace certportal::model;
using certportal::test::Attribute;
using certportal::test::make_certificate;
using certportal::test::Recipe;

Recipe recipe(std::vector<Attribute> subject, std::vector<std::string> dns_names = {}) {
  Recipe made;
  made.subject = std::move(subject);
  made.dns_names = std::move(dns_names);
  return made;
}

CertificateRecord record_of(const Recipe& recipe) { return make_record(make_certificate(recipe).certificate); }

class CertificateRecordTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateRecordTest);
  CPPUNIT_TEST(name_is_the_first_that_there_is);
  CPPUNIT_TEST(domain_names_are_stored_as_lower_case_a_labels);
  CPPUNIT_TEST(every_name_stands_once_on_a_line_of_its_own);
  CPPUNIT_TEST(exact_names_are_domain_names_and_addresses);
  CPPUNIT_TEST(long_names_are_cut_at_a_code_point);
  CPPUNIT_TEST(dates_and_fingerprints_are_those_of_the_certificate);
  CPPUNIT_TEST(serial_numbers_have_one_form);
  CPPUNIT_TEST(serial_numbers_are_shown_in_pairs);
  CPPUNIT_TEST(ca_is_found_by_its_subject);
  CPPUNIT_TEST_SUITE_END();

 public:
  void name_is_the_first_that_there_is() {
    CPPUNIT_ASSERT_EQUAL(std::string("www.example.org"),
                         record_of(recipe({{"CN", "www.example.org"}}, {"a.example.org"})).name);
    CPPUNIT_ASSERT_EQUAL(std::string("a.example.org"), record_of(recipe({{"O", "Muster AG"}}, {"a.example.org"})).name);
    CPPUNIT_ASSERT_EQUAL(std::string("O=Muster AG"), record_of(recipe({{"O", "Muster AG"}})).name);
    Recipe nameless = recipe({});
    nameless.serial_hex = "0ab1";
    CPPUNIT_ASSERT_EQUAL(std::string("0ab1"), record_of(nameless).name);
  }

  void domain_names_are_stored_as_lower_case_a_labels() {
    struct Case {
      const char* common_name;
      const char* stored;
    } cases[] = {
        {"WWW.Example.ORG", "www.example.org"},          {"müller-söhne.example", "xn--mller-shne-kcb9d.example"},
        {"*.Shop.example.org", "*.shop.example.org"},    {"Müller & Söhne KG", "Müller & Söhne KG"},
        {"  padded.example.org ", "padded.example.org"},
    };
    for (const Case& c : cases)
      CPPUNIT_ASSERT_EQUAL(std::string(c.stored), record_of(recipe({{"CN", c.common_name}})).name);
  }

  void every_name_stands_once_on_a_line_of_its_own() {
    auto record = record_of(recipe({{"CN", "www.example.org"}},
                                   {"www.example.org", "WWW.example.org", "xn--mller-kva.example", "a.example.org"}));
    CPPUNIT_ASSERT_EQUAL(std::string("www.example.org\nxn--mller-kva.example\tmüller.example\na.example.org\n"),
                         record.names);
    CPPUNIT_ASSERT_EQUAL(2L, record.more_names);
    CPPUNIT_ASSERT_EQUAL(0L, record_of(recipe({{"CN", "www.example.org"}}, {"www.example.org"})).more_names);
  }

  void exact_names_are_domain_names_and_addresses() {
    using Names = std::vector<std::string>;
    Recipe made = recipe({{"CN", "WWW.example.org"}});
    made.extensions = {{"subjectAltName",
                        "DNS:a.example.org,DNS:A.example.org,DNS:*.xn--mller-kva.example,DNS:under_score.example.org,"
                        "IP:192.0.2.1,IP:2001:db8:0::1,email:anna@example.org,URI:https://example.org/"}};
    auto record = record_of(made);
    CPPUNIT_ASSERT(record.exact_names ==
                   (Names{"*.xn--mller-kva.example", "192.0.2.1", "2001:db8::1", "a.example.org", "www.example.org"}));
    CPPUNIT_ASSERT(record_of(recipe({{"CN", "Müller & Söhne KG"}})).exact_names.empty());
    CPPUNIT_ASSERT(record_of(recipe({{"CN", "Muster"}})).exact_names.empty());
    CPPUNIT_ASSERT(record_of(recipe({{"CN", "müller.example"}})).exact_names == Names{"xn--mller-kva.example"});
  }

  void long_names_are_cut_at_a_code_point() {
    std::string name;
    for (int i = 0; i < 60; ++i) name += "ü";
    std::string subject;
    for (int i = 0; i < 5; ++i) subject += name + " ";
    auto record = record_of(recipe({{"2.5.4.13", subject}}));  // description, which has no upper bound
    CPPUNIT_ASSERT(certportal::is_valid_utf8(record.name));
    CPPUNIT_ASSERT(certportal::count_code_points(record.name) <= kMaxName);
    CPPUNIT_ASSERT(certportal::count_code_points(record.name) >= kMaxName - 1);
  }

  void dates_and_fingerprints_are_those_of_the_certificate() {
    auto made = make_certificate(recipe({{"CN", "www.example.org"}}));
    auto record = make_record(made.certificate);
    CPPUNIT_ASSERT(record.not_before == made.certificate.not_before());
    CPPUNIT_ASSERT(record.not_after == made.certificate.not_after());
    CPPUNIT_ASSERT(record.sha256 == made.certificate.fingerprint_sha256());
    CPPUNIT_ASSERT(record.sha1 == made.certificate.fingerprint_sha1());
    CPPUNIT_ASSERT(record.key_sha256 == made.certificate.public_key().sha256);
    CPPUNIT_ASSERT_EQUAL(std::size_t{32}, record.key_sha256.size());
    CPPUNIT_ASSERT(record.der == made.der());
  }

  void serial_numbers_have_one_form() {
    struct Case {
      const char* typed;
      const char* normal;
    } cases[] = {
        {"0AB1", "0ab1"}, {"ab1", "0ab1"}, {"0x0A:B1", "0ab1"}, {"0a b1", "0ab1"}, {"00:0A:B1", "0ab1"},
        {"00", "00"},     {"0", "00"},     {"-2a", "-2a"},      {" 2a ", "2a"},    {"", ""},
        {"xyz", ""},      {"-", ""},       {"12.34", ""},       {"0x", ""},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.typed, std::string(c.normal), normal_serial(c.typed));
  }

  void serial_numbers_are_shown_in_pairs() {
    Recipe made = recipe({{"CN", "www.example.org"}});
    made.serial_hex = "0ab1ff";
    CPPUNIT_ASSERT_EQUAL(std::string("0A:B1:FF"), serial_text(make_certificate(made).certificate));
    made.serial_hex = "-2a01";
    CPPUNIT_ASSERT_EQUAL(std::string("-2A:01"), serial_text(make_certificate(made).certificate));
  }

  void ca_is_found_by_its_subject() {
    auto root = make_certificate(certportal::test::ca_recipe("Example Root"));
    auto leaf = make_certificate(recipe({{"CN", "www.example.org"}}), &root);
    auto record = make_ca_record(root.certificate);
    CPPUNIT_ASSERT(record.subject_sha256 == leaf.certificate.issuer().sha256);
    CPPUNIT_ASSERT_EQUAL(std::string("CN=Example Root,O=Muster AG"), record.subject);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CertificateRecordTest);
}  // namespace
