#include "portal/certificate_files.h"

#include <cppunit/extensions/HelperMacros.h>

#include "../x509/make.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::portal;
using test::Made;
using test::make_certificate;

const Time kNow = *from_sql("2026-06-01 00:00:00");

struct Family {
  Made root = make_certificate(test::ca_recipe("Example Root"));
  Made issuing = make_certificate(test::ca_recipe("Example Issuing"), &root);
  Made leaf = make_certificate({}, &issuing);

  Result<std::string> content(FileFormat format, const std::vector<x509::Certificate>& known) const {
    return file_content(format, leaf.certificate, x509::build_chain(leaf.certificate, known, kNow));
  }
};

class CertificateFilesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateFilesTest);
  CPPUNIT_TEST(names_are_those_of_the_contract);
  CPPUNIT_TEST(unknown_formats_are_none);
  CPPUNIT_TEST(files_hold_the_parts_that_their_names_say);
  CPPUNIT_TEST(gap_is_a_conflict_that_names_the_issuer);
  CPPUNIT_TEST(self_signed_certificate_is_its_own_chain);
  CPPUNIT_TEST_SUITE_END();

 public:
  void names_are_those_of_the_contract() {
    struct Case {
      const char* format;
      const char* file_name;
      const char* media_type;
    } cases[] = {
        {"pem", "320917-x509.pem", "application/x-pem-file"},
        {"chain", "320917-x509chain.pem", "application/x-pem-file"},
        {"fullchain", "320917-x509fullchain.pem", "application/x-pem-file"},
        {"issuers", "320917-issuers.pem", "application/x-pem-file"},
        {"der", "320917-x509.der", "application/pkix-cert"},
        {"p7b", "320917-x509.p7b", "application/x-pkcs7-certificates"},
    };
    for (const Case& c : cases) {
      auto format = parse_file_format(c.format);
      CPPUNIT_ASSERT_MESSAGE(c.format, format.has_value());
      CPPUNIT_ASSERT_EQUAL(std::string(c.file_name), file_name(*format, {320917}));
      CPPUNIT_ASSERT_EQUAL(std::string(c.media_type), std::string(media_type(*format)));
    }
  }

  void unknown_formats_are_none() {
    for (const char* text : {"", "PEM", "pem ", "pkcs12", "../pem"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_file_format(text));
  }

  void files_hold_the_parts_that_their_names_say() {
    Family family;
    std::vector<x509::Certificate> known = {family.root.certificate, family.issuing.certificate};
    std::string leaf = x509::pem(family.leaf.der()), issuing = x509::pem(family.issuing.der()),
                root = x509::pem(family.root.der());
    CPPUNIT_ASSERT_EQUAL(leaf, *family.content(FileFormat::pem, known));
    CPPUNIT_ASSERT_EQUAL(leaf + issuing + root, *family.content(FileFormat::chain, known));
    CPPUNIT_ASSERT_EQUAL(leaf + issuing, *family.content(FileFormat::fullchain, known));
    CPPUNIT_ASSERT_EQUAL(issuing + root, *family.content(FileFormat::issuers, known));
    CPPUNIT_ASSERT_EQUAL(family.leaf.der(), *family.content(FileFormat::der, known));
    CPPUNIT_ASSERT_EQUAL(x509::p7b({family.leaf.der(), family.issuing.der(), family.root.der()}),
                         *family.content(FileFormat::p7b, known));
  }

  void gap_is_a_conflict_that_names_the_issuer() {
    Family family;
    std::vector<x509::Certificate> known = {family.issuing.certificate};
    for (FileFormat format : kFileFormats) {
      auto content = family.content(format, known);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(name(format)), !needs_chain(format), content.ok());
      if (content) continue;
      CPPUNIT_ASSERT(content.error().code == Code::conflict);
      CPPUNIT_ASSERT_EQUAL(std::string("CHAIN_MISSING_ISSUER"), content.error().message);
      CPPUNIT_ASSERT_EQUAL(std::string("CN=Example Root,O=Muster AG"), content.error().values.at("ISSUER"));
    }
  }

  void self_signed_certificate_is_its_own_chain() {
    Made alone = make_certificate({});
    x509::Chain chain = x509::build_chain(alone.certificate, std::vector<x509::Certificate>{}, kNow);
    std::string pem = x509::pem(alone.der());
    CPPUNIT_ASSERT_EQUAL(pem, *file_content(FileFormat::chain, alone.certificate, chain));
    CPPUNIT_ASSERT_EQUAL(pem, *file_content(FileFormat::fullchain, alone.certificate, chain));
    auto issuers = file_content(FileFormat::issuers, alone.certificate, chain);
    CPPUNIT_ASSERT(!issuers.ok());
    CPPUNIT_ASSERT(issuers.error().code == Code::conflict);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CertificateFilesTest);
}  // namespace
