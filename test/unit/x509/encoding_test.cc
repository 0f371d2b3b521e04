#include "x509/encoding.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/broken.h"
#include "make.h"
#include "sample.h"
#include "x509/bundle.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;

class EncodingTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(EncodingTest);
  CPPUNIT_TEST(pem_is_byte_for_byte_that_of_openssl);
  CPPUNIT_TEST(pem_lines_have_64_columns_at_every_length);
  CPPUNIT_TEST(p7b_gives_the_certificates_back_in_order);
  CPPUNIT_TEST(p7b_of_junk_is_broken);
  CPPUNIT_TEST(digests_are_those_of_the_standards);
  CPPUNIT_TEST_SUITE_END();

 public:
  void pem_is_byte_for_byte_that_of_openssl() {
    CPPUNIT_ASSERT_EQUAL(string(kSamplePem), pem(parse_bundle(kSamplePem).certificates.at(0).der()));
  }

  void pem_lines_have_64_columns_at_every_length() {
    const string begin = "-----BEGIN CERTIFICATE-----\n";
    const string end = "-----END CERTIFICATE-----\n";
    CPPUNIT_ASSERT_EQUAL(begin + "YQ==\n" + end, pem("a"));
    string line = string(64, 'A') + "\n";
    CPPUNIT_ASSERT_EQUAL(begin + line + end, pem(string(48, '\0')));
    CPPUNIT_ASSERT_EQUAL(begin + line + "AA==\n" + end, pem(string(49, '\0')));
  }

  void p7b_gives_the_certificates_back_in_order() {
    std::vector<string> ders;
    for (string serial : {"7f", "03", "50"}) {
      Recipe recipe;
      recipe.serial_hex = serial;
      ders.push_back(make_der(recipe));
    }
    string text = p7b(ders);
    CPPUNIT_ASSERT(text.starts_with("-----BEGIN PKCS7-----\n") && text.ends_with("-----END PKCS7-----\n"));
    Bundle bundle = parse_bundle(text);
    CPPUNIT_ASSERT_EQUAL(ders.size(), bundle.certificates.size());
    for (std::size_t i = 0; i < ders.size(); ++i) CPPUNIT_ASSERT(bundle.certificates[i].der() == ders[i]);
  }

  void p7b_of_junk_is_broken() { CPPUNIT_ASSERT_THROW((void)p7b({"junk"}), Broken); }

  void digests_are_those_of_the_standards() {
    CPPUNIT_ASSERT_EQUAL(string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), sha256_hex("abc"));
    CPPUNIT_ASSERT_EQUAL(string("A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D"), colon_hex(sha1("abc")));
    CPPUNIT_ASSERT_EQUAL(std::size_t{32}, sha256("").size());
    CPPUNIT_ASSERT_EQUAL(string(), colon_hex(""));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EncodingTest);

}  // namespace
