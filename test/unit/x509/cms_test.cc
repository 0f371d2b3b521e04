#include "x509/cms.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/broken.h"
#include "base/file.h"
#include "make.h"
#include "x509/bundle.h"

namespace {
using namespace certportal;
using namespace certportal::x509;
using std::string;
using namespace std::string_literals;

const Time kNow = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 28)) + std::chrono::hours(10);
const string kContent =
    "{\r\n  \"organisation\": \"M\u00fcller \u2013 Gr\u00fc\u00dfe AG\"\n}\n\0\x1a after"
    "a line end of its own\r"s;

class CmsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CmsTest);
  CPPUNIT_TEST(certificate_is_for_signatures_only_and_lasts_twenty_years);
  CPPUNIT_TEST(certificate_can_be_made_for_a_key_that_is_there);
  CPPUNIT_TEST(openssl_verifies_and_gives_back_every_byte);
  CPPUNIT_TEST(openssl_refuses_a_changed_file_and_another_signer);
  CPPUNIT_TEST(signing_time_is_the_one_given);
  CPPUNIT_TEST(signer_is_told_by_the_file_itself);
  CPPUNIT_TEST(what_names_no_signer_of_its_own_has_none);
  CPPUNIT_TEST(keys_of_other_kinds_sign_too);
  CPPUNIT_TEST(what_does_not_belong_together_is_refused);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    char dir[] = "/tmp/cms-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    dir_ = dir;
  }
  void tearDown() override { std::filesystem::remove_all(dir_); }

  void certificate_is_for_signatures_only_and_lasts_twenty_years() {
    Certificate certificate = certificate_of(make_signer("Receipts", kNow));
    CPPUNIT_ASSERT_EQUAL(string("Receipts"), certificate.common_name());
    CPPUNIT_ASSERT(certificate.is_self_signed() && !certificate.is_ca());
    CPPUNIT_ASSERT(certificate.key_usage() == (std::vector<string>{"digitalSignature", "nonRepudiation"}));
    CPPUNIT_ASSERT_EQUAL(string("EC P-256"), certificate.public_key().text);
    CPPUNIT_ASSERT(certificate.not_before() == kNow);
    CPPUNIT_ASSERT_EQUAL(string("2046-11-28"), to_iso(certificate.not_after()).substr(0, 10));
    CPPUNIT_ASSERT(certificate.serial_hex() != certificate_of(make_signer("Receipts", kNow)).serial_hex());
  }

  void certificate_can_be_made_for_a_key_that_is_there() {
    Signer first = make_signer("Receipts", kNow);
    auto second = make_signer("Receipts", kNow, first.key);
    CPPUNIT_ASSERT(second.ok() && check_signer(*second).ok());
    CPPUNIT_ASSERT_EQUAL(first.key, second->key);
    CPPUNIT_ASSERT(first.certificate != second->certificate);
    CPPUNIT_ASSERT(!make_signer("Receipts", kNow, "junk").ok());
  }

  void openssl_verifies_and_gives_back_every_byte() {
    Signer signer = make_signer("Receipts", now());
    for (const string& content : {kContent, string(), string(100'000, 'x')}) {
      write("signed", sign_cms(signer, content, now()));
      write("certificate", signer.certificate);
      for (const char* purpose : {"", "-purpose any"}) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(purpose, 0, verify(purpose));
        CPPUNIT_ASSERT(read_file(dir_ + "/content").value() == content);
      }
    }
  }

  void openssl_refuses_a_changed_file_and_another_signer() {
    Signer signer = make_signer("Receipts", now());
    string cms = sign_cms(signer, kContent, now());
    write("certificate", make_signer("Receipts", now()).certificate);
    write("signed", cms);
    CPPUNIT_ASSERT(verify("") != 0);
    write("certificate", signer.certificate);
    cms[cms.find("organisation")] = 'O';
    write("signed", cms);
    CPPUNIT_ASSERT(verify("") != 0);
  }

  void signing_time_is_the_one_given() {
    write("signed", sign_cms(make_signer("Receipts", kNow), kContent, kNow));
    CPPUNIT_ASSERT_EQUAL(0, run("openssl cms -cmsout -print -inform DER -in " + dir_ + "/signed > " + dir_ + "/text"));
    string text = read_file(dir_ + "/text").value();
    CPPUNIT_ASSERT_MESSAGE(text, text.find("UTCTIME:Nov 28 10:00:00 2026 GMT") != string::npos);
    CPPUNIT_ASSERT_EQUAL(text.find("signingTime"), text.rfind("signingTime"));
  }

  void signer_is_told_by_the_file_itself() {
    Signer first = make_signer("Receipts", kNow), second = make_signer("Receipts", kNow);
    for (const Signer& signer : {first, second}) {
      auto sha256 = signer_sha256(sign_cms(signer, kContent, kNow));
      CPPUNIT_ASSERT(sha256.ok());
      CPPUNIT_ASSERT(certificate_of(signer).fingerprint_sha256() == *sha256);
    }
  }

  void what_names_no_signer_of_its_own_has_none() {
    string cms = sign_cms(make_signer("Receipts", kNow), kContent, kNow);
    write("content", kContent);
    write("certificate", make_signer("Receipts", kNow).certificate);
    const string made = " -outform DER -in " + dir_ + "/content -out " + dir_ + "/made";
    CPPUNIT_ASSERT_EQUAL(0, run("openssl cms -data_create" + made));
    const string data = read_file(dir_ + "/made").value();
    CPPUNIT_ASSERT_EQUAL(
        0, run("openssl crl2pkcs7 -nocrl -outform DER -certfile " + dir_ + "/certificate -out " + dir_ + "/made"));
    const string only_certificates = read_file(dir_ + "/made").value();
    for (const string& other : {string(), string("junk"), cms.substr(0, cms.size() - 1), data, only_certificates})
      CPPUNIT_ASSERT(!signer_sha256(other).ok());
  }

  void keys_of_other_kinds_sign_too() {
    for (const char* kind : {"RSA", "P-384"}) {
      auto signer = make_signer("Receipts", now(), test::private_key_pem(test::make_key(kind)));
      CPPUNIT_ASSERT_MESSAGE(kind, signer.ok());
      write("signed", sign_cms(*signer, kContent, now()));
      write("certificate", signer->certificate);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, 0, verify(""));
    }
  }

  void what_does_not_belong_together_is_refused() {
    Signer one = make_signer("Receipts", kNow);
    Signer other = make_signer("Receipts", kNow);
    struct {
      const char* name;
      Signer signer;
    } cases[] = {
        {"key of another", {other.key, one.certificate}},
        {"no key", {"", one.certificate}},
        {"no certificate", {one.key, ""}},
        {"junk key", {"junk", one.certificate}},
        {"junk certificate", {one.key, "junk"}},
        {"swapped", {one.certificate, one.key}},
    };
    CPPUNIT_ASSERT(check_signer(one).ok());
    for (const auto& wrong : cases) {
      CPPUNIT_ASSERT_MESSAGE(wrong.name, !check_signer(wrong.signer).ok());
      CPPUNIT_ASSERT_THROW_MESSAGE(wrong.name, (void)sign_cms(wrong.signer, kContent, kNow), Broken);
    }
  }

 private:
  static Certificate certificate_of(const Signer& signer) {
    return parse_bundle(signer.certificate).certificates.at(0);
  }
  static int run(const string& command) { return system(command.c_str()); }

  void write(const string& name, const string& content) { std::ofstream(dir_ + "/" + name) << content; }

  // The program that a person would use.
  int verify(const string& options) {
    return run("openssl cms -verify -binary -inform DER -in " + dir_ + "/signed -CAfile " + dir_ +
               "/certificate -out " + dir_ + "/content " + options + " 2>/dev/null");
  }

  string dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(CmsTest);
}  // namespace
