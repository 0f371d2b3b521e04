#include "x509/bundle.h"

#include <cppunit/extensions/HelperMacros.h>

#include "make.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;
using Strings = std::vector<string>;

string replaced(string text, const string& from, const string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// A PEM block of any label.
string block(const string& label, const string& der) { return replaced(pem(der), "CERTIFICATE", label); }

string base64_of(const string& der) {
  return replaced(replaced(pem(der), "-----BEGIN CERTIFICATE-----\n", ""), "-----END CERTIFICATE-----\n", "");
}

// What one PEM block holds.
string der_of(const string& block) {
  std::size_t begin = block.find('\n');
  string body = block.substr(begin, block.find("-----END") - begin);
  const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (char c : body) {
    std::size_t digit = alphabet.find(c);
    if (digit == string::npos) continue;
    buffer = (buffer << 6) | static_cast<unsigned>(digit);
    if ((bits += 6) < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((buffer >> bits) & 255);
  }
  return bytes;
}

class BundleTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BundleTest);
  CPPUNIT_TEST(certificates_are_found_in_every_form);
  CPPUNIT_TEST(what_is_refused_is_refused_with_the_reason);
  CPPUNIT_TEST(bad_blocks_do_not_spoil_good_ones);
  CPPUNIT_TEST(key_is_never_repeated_in_a_refusal);
  CPPUNIT_TEST(trust_settings_are_dropped);
  CPPUNIT_TEST(a_thousand_certificates_are_taken_and_no_more);
  CPPUNIT_TEST(mutilated_files_never_crash);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    der_ = make_der({});
    other_ = make_der({});
    key_ = private_key_pem(make_key());
  }

  void certificates_are_found_in_every_form() {
    string both = pem(der_) + pem(other_);
    const struct {
      string name, content;
      std::size_t count;
    } cases[] = {
        {"PEM", pem(der_), 1},
        {"two", both, 2},
        {"without a last line feed", pem(der_).substr(0, pem(der_).size() - 1), 1},
        {"line ends of Windows", replaced(both, "\n", "\r\n"), 2},
        {"line ends of old Macs", replaced(both, "\n", "\r"), 2},
        {"byte order mark", "\xEF\xBB\xBF" + both, 2},
        {"text around", "subject=CN = a\n\n" + pem(der_) + "Bag Attributes\n  x: y\n" + pem(other_) + "end\n", 2},
        {"indented", replaced(both, "\n", "\n    "), 2},
        {"base64 in one line",
         "-----BEGIN CERTIFICATE-----\n" + replaced(base64_of(der_), "\n", "") + "\n-----END CERTIFICATE-----\n", 1},
        {"old label", block("X509 CERTIFICATE", der_), 1},
        {"DER", der_, 1},
        {"PKCS#7 in PEM", p7b({der_, other_}), 2},
        {"PKCS#7 in DER", der_of(p7b({der_, other_})), 2},
        {"PKCS#7 beside PEM", p7b({der_}) + pem(other_), 2},
        {"the same twice", pem(der_) + pem(der_), 2},
    };
    for (const auto& c : cases) {
      Bundle bundle = parse_bundle(c.content);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.count, bundle.certificates.size());
      CPPUNIT_ASSERT_MESSAGE(c.name, bundle.refusals.empty());
      CPPUNIT_ASSERT_MESSAGE(c.name, bundle.certificates[0].der() == der_);
    }
  }

  void what_is_refused_is_refused_with_the_reason() {
    string text = pem(der_);
    Made ca = make_certificate(ca_recipe("Root"));
    const string at = "block 1 (line 1): ";
    const string cut_off = "the block is cut off: its END line is missing or of another kind";
    const string request = "a certificate request (CSR), not a certificate";
    const struct {
      string name, content, reason;
    } cases[] = {
        {"empty", "", "the file is empty"},
        {"blanks", " \r\n\t\n", "the file is empty"},
        {"junk", "hello, world", "no certificate found: neither PEM, DER nor PKCS#7"},
        {"a text that looks like a SEQUENCE", "01 hello", "no certificate found: neither PEM, DER nor PKCS#7"},
        {"zeros", string(100, '\0'), "no certificate found: neither PEM, DER nor PKCS#7"},
        {"UTF-16", string("\xFF\xFE-\0-\0", 6), "UTF-16 text: save the file as UTF-8 or ASCII"},
        {"DER cut off", der_.substr(0, der_.size() / 2), "a DER file that is cut off"},
        {"DER and more", der_ + der_, "a certificate followed by " + std::to_string(der_.size()) + " other bytes"},
        {"base64 alone", base64_of(der_), "base64 without its BEGIN and END lines"},
        {"no END", text.substr(0, text.size() - 30), at + cut_off},
        {"other END", replaced(text, "END CERTIFICATE", "END X509 CRL"), at + cut_off},
        {"bad base64", replaced(text, "MII", "M*I"), at + "its base64 text is damaged"},
        {"dashes behind the base64", "-----BEGIN CERTIFICATE-----\nMAAA----\n-----END CERTIFICATE-----\n",
         at + "its base64 text is damaged"},
        {"empty block", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", at + "its base64 text is damaged"},
        {"damaged DER",
         block("CERTIFICATE",
               "\x30\x03"
               "abc"),
         at + "not a certificate, or a damaged one"},
        {"DER and more in PEM", pem(der_ + "x"), at + "a certificate followed by 1 other bytes"},
        {"CSR", block("CERTIFICATE REQUEST", make_csr(make_key())), at + request},
        {"CSR in DER", make_csr(make_key()), request},
        {"CSR named certificate", pem(make_csr(make_key())), at + request},
        {"CRL", block("X509 CRL", make_crl(ca)), at + "a revocation list (CRL), not a certificate"},
        {"CRL in DER", make_crl(ca), "a revocation list (CRL), not a certificate"},
        {"public key", block("PUBLIC KEY", "x"), at + "a public key, not a certificate"},
        {"parameters", block("EC PARAMETERS", "x"), at + "not a certificate but \"EC PARAMETERS\""},
        {"strange label", block("<b>x</b>", "x"), at + "a malformed BEGIN line"},
        {"empty PKCS#7", p7b({}), at + "PKCS#7 without certificates"},
        {"damaged PKCS#7", block("PKCS7", "junk!"), at + "not PKCS#7, or damaged"},
        {"Java key store", "\xFE\xED\xFE\xED xxxx",
         "a Java key store: export its certificates with `keytool -exportcert -rfc`"},
    };
    for (const auto& c : cases) {
      Bundle bundle = parse_bundle(c.content);
      CPPUNIT_ASSERT_MESSAGE(c.name, bundle.certificates.empty());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::size_t{1}, bundle.refusals.size());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.reason, bundle.refusals[0]);
    }
  }

  void bad_blocks_do_not_spoil_good_ones() {
    string cut = pem(der_).substr(0, 200) + "\n";
    Bundle bundle = parse_bundle(key_ + pem(der_) + cut + pem(other_) + block("CERTIFICATE", "junk!!"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, bundle.certificates.size());
    CPPUNIT_ASSERT(bundle.certificates[1].der() == other_);
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, bundle.refusals.size());
    CPPUNIT_ASSERT(bundle.refusals[0].starts_with("block 1 (line 1): contains a private key"));
    CPPUNIT_ASSERT(bundle.refusals[1].starts_with("block 3 (line "));
    CPPUNIT_ASSERT(bundle.refusals[2].starts_with("block 5 (line "));
  }

  void key_is_never_repeated_in_a_refusal() {
    string body = key_.substr(key_.find('\n') + 1, 40);
    string key_der = der_of(key_);
    string encrypted = replaced(key_, "PRIVATE", "ENCRYPTED PRIVATE");
    string rsa = replaced(key_, "PRIVATE", "RSA PRIVATE");
    for (const string& content : {key_, key_.substr(0, 90), key_der, pem(key_der), encrypted, rsa}) {
      Bundle bundle = parse_bundle(content);
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, bundle.refusals.size());
      CPPUNIT_ASSERT(bundle.refusals[0].find("contains a private key: ") != string::npos);
      CPPUNIT_ASSERT(bundle.refusals[0].find(body) == string::npos);
    }
  }

  // X509_CERT_AUX: SEQUENCE { SEQUENCE OF OID }, here { serverAuth }.
  void trust_settings_are_dropped() {
    string trust = "\x30\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01";
    Bundle bundle = parse_bundle(block("TRUSTED CERTIFICATE", der_ + trust));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, bundle.certificates.size());
    CPPUNIT_ASSERT(bundle.certificates[0].der() == der_);
    CPPUNIT_ASSERT(parse_bundle(block("TRUSTED CERTIFICATE", der_ + "x")).certificates.empty());
  }

  void a_thousand_certificates_are_taken_and_no_more() {
    string content;
    for (std::size_t i = 0; i < kMaxBundle; ++i) content += pem(der_);
    CPPUNIT_ASSERT_EQUAL(kMaxBundle, parse_bundle(content).certificates.size());
    for (const string& more : {pem(der_), pem(der_) + key_}) {
      Bundle bundle = parse_bundle(content + more);
      CPPUNIT_ASSERT(bundle.certificates.empty());
      CPPUNIT_ASSERT(bundle.refusals == Strings{"more than 1000 certificates: split the file"});
    }
  }

  void mutilated_files_never_crash() {
    string pkcs7 = der_of(p7b({der_, other_}));
    unsigned random = 7;
    for (const string& good : {pem(der_) + key_ + p7b({other_}), pkcs7, make_csr(make_key()), der_}) {
      for (int i = 0; i < 120; ++i) {
        string content = good;
        random = random * 1664525u + 1013904223u;
        std::size_t at = (random >> 8) % content.size();
        content[at] = static_cast<char>(random >> 24);
        if (i % 3 == 0) content.resize(at);
        Bundle bundle = parse_bundle(content);
        CPPUNIT_ASSERT(bundle.certificates.size() + bundle.refusals.size() > 0);
      }
    }
  }

 private:
  string der_, other_, key_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(BundleTest);

}  // namespace
