#include "x509/certificate.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/text.h"
#include "make.h"
#include "sample.h"
#include "x509/bundle.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;
using Strings = std::vector<string>;

Certificate sample() { return parse_bundle(kSamplePem).certificates.at(0); }

Certificate with_extension(const string& name, const string& value) {
  Recipe recipe;
  recipe.extensions = {{name, value}};
  return make_certificate(recipe).certificate;
}

// Every text that a page could show.
Strings all_texts(const Certificate& c) {
  Strings texts = {c.common_name(),
                   c.subject().text,
                   c.issuer().text,
                   c.text(),
                   c.public_key().text,
                   c.serial_hex(),
                   c.signature_algorithm().name,
                   c.signature_algorithm().text};
  auto add = [&](const Strings& more) { texts.insert(texts.end(), more.begin(), more.end()); };
  for (const NamePart& part : c.subject().parts) add({part.short_name, part.long_name, part.value});
  for (const AlternativeName& name : c.all_alternative_names()) add({name.text});
  for (const Extension& extension : c.extensions()) add({extension.oid, extension.name, extension.text});
  for (const Strings& more : {c.dns_names(), c.key_usage(), c.extended_key_usage(), c.crl_uris(), c.ocsp_uris(),
                              c.ca_issuer_uris(), c.policy_oids()})
    add(more);
  return texts;
}

class CertificateTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateTest);
  CPPUNIT_TEST(facts_are_those_that_openssl_prints);
  CPPUNIT_TEST(text_is_that_of_the_openssl_command);
  CPPUNIT_TEST(keys_have_readable_names);
  CPPUNIT_TEST(serial_numbers_keep_their_sign_and_zeros);
  CPPUNIT_TEST(dates_reach_from_1950_to_9999);
  CPPUNIT_TEST(what_is_no_certificate_is_refused_with_the_reason);
  CPPUNIT_TEST(extensions_are_told_in_words);
  CPPUNIT_TEST(embedded_timestamps_are_counted);
  CPPUNIT_TEST(unknown_extension_is_dumped);
  CPPUNIT_TEST(ca_certificates_are_recognised);
  CPPUNIT_TEST(signature_and_key_identifier_tell_rekeyed_issuers_apart);
  CPPUNIT_TEST(mutilated_certificates_give_valid_text_or_a_refusal);
  CPPUNIT_TEST_SUITE_END();

 public:
  void facts_are_those_that_openssl_prints() {
    Certificate c = sample();
    CPPUNIT_ASSERT_EQUAL(string("0a1b2c3d"), c.serial_hex());
    CPPUNIT_ASSERT_EQUAL(3, c.version());
    CPPUNIT_ASSERT_EQUAL(string("2026-11-22T12:16:16Z"), to_iso(c.not_before()));
    CPPUNIT_ASSERT_EQUAL(string("2126-10-29T12:16:16Z"), to_iso(c.not_after()));
    CPPUNIT_ASSERT_EQUAL(string(kSampleSha256), colon_hex(c.fingerprint_sha256()));
    CPPUNIT_ASSERT_EQUAL(string(kSampleSha1), colon_hex(c.fingerprint_sha1()));
    CPPUNIT_ASSERT_EQUAL(string(kSampleKeySha256), to_hex(c.public_key().sha256));
    CPPUNIT_ASSERT_EQUAL(string("EC P-256"), c.public_key().text);
    CPPUNIT_ASSERT_EQUAL(256, c.public_key().bits);
    CPPUNIT_ASSERT_EQUAL(string("ecdsa-with-SHA256"), c.signature_algorithm().name);
    CPPUNIT_ASSERT_EQUAL(string("ECDSA, SHA-256"), c.signature_algorithm().text);
    CPPUNIT_ASSERT_EQUAL(string("CN=www.example.org,O=Müster AG,C=DE"), c.subject().text);
    CPPUNIT_ASSERT(c.subject().der == c.issuer().der && c.is_self_issued() && c.is_self_signed() && !c.is_ca());
    CPPUNIT_ASSERT((c.dns_names() == Strings{"www.example.org", "example.org"}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, c.subject_key_identifier().size());
    CPPUNIT_ASSERT(c.authority_key_identifier().empty());
  }

  void text_is_that_of_the_openssl_command() { CPPUNIT_ASSERT_EQUAL(string(kSampleText), sample().text()); }

  void keys_have_readable_names() {
    const struct {
      string kind, algorithm, text;
      int bits;
      string signature;
    } cases[] = {
        {"P-256", "EC", "EC P-256", 256, "ECDSA, SHA-256"},
        {"P-384", "EC", "EC P-384", 384, "ECDSA, SHA-256"},
        {"P-521", "EC", "EC P-521", 521, "ECDSA, SHA-256"},
        {"secp256k1", "EC", "EC secp256k1", 256, "ECDSA, SHA-256"},
        {"Ed25519", "Ed25519", "Ed25519", 256, "Ed25519"},
        {"RSA", "RSA", "RSA 2048", 2048, "RSA, SHA-256"},
        {"RSA-PSS", "RSA-PSS", "RSA-PSS 2048", 2048, "RSA-PSS, SHA-256"},
    };
    for (const auto& c : cases) {
      Recipe recipe;
      recipe.key = make_key(c.kind);
      Certificate certificate = make_certificate(recipe).certificate;
      PublicKey key = certificate.public_key();
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.kind, c.algorithm, key.algorithm);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.kind, c.text, key.text);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.kind, c.bits, key.bits);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.kind, c.signature, certificate.signature_algorithm().text);
    }
  }

  void serial_numbers_keep_their_sign_and_zeros() {
    for (string serial :
         {"00", "01", "7f", "80", "0100", "-01", "-80", "-ff01", "ffeeddccbbaa99887766554433221100ffeeddcc"}) {
      Recipe recipe;
      recipe.serial_hex = serial;
      CPPUNIT_ASSERT_EQUAL(serial, make_certificate(recipe).certificate.serial_hex());
    }
  }

  void dates_reach_from_1950_to_9999() {
    Recipe recipe;
    recipe.not_before = *from_sql("1950-01-01 00:00:00");  // the first UTCTime
    recipe.not_after = *from_sql("9999-12-31 23:59:59");   // RFC 5280 4.1.2.5: no end
    Certificate certificate = make_certificate(recipe).certificate;
    CPPUNIT_ASSERT_EQUAL(string("1950-01-01T00:00:00Z"), to_iso(certificate.not_before()));
    CPPUNIT_ASSERT_EQUAL(string("9999-12-31T23:59:59Z"), to_iso(certificate.not_after()));
    CPPUNIT_ASSERT(certificate.is_valid_at(recipe.not_before) && certificate.is_valid_at(recipe.not_after));
    CPPUNIT_ASSERT(!certificate.is_valid_at(recipe.not_before - Seconds(1)));
    CPPUNIT_ASSERT(!certificate.is_valid_at(recipe.not_after + Seconds(1)));
  }

  void what_is_no_certificate_is_refused_with_the_reason() {
    string good = make_der({});
    Recipe bad_date;
    bad_date.raw_not_after = "991331000000Z";
    Recipe huge;
    huge.raw_extensions = {{"1.2.3.4", string(Certificate::kMaxBytes, 'x')}};
    // The outer SEQUENCE with its length in three bytes instead of two: BER, not DER.
    string loose = "\x30\x83" + string(1, '\0') + good.substr(2);
    const struct {
      string name, der, message, log;
    } cases[] = {
        {"nothing", "", "CERTIFICATE_INVALID", "not a certificate, or a damaged one"},
        {"text", "hello", "CERTIFICATE_INVALID", "not a certificate, or a damaged one"},
        {"cut off", good.substr(0, good.size() - 1), "CERTIFICATE_INVALID", "not a certificate, or a damaged one"},
        {"one byte too many", good + "x", "CERTIFICATE_INVALID", "a certificate followed by 1 other bytes"},
        {"loose encoding", loose, "CERTIFICATE_INVALID", "a certificate that is not encoded in DER"},
        {"month 13", make_der(bad_date), "CERTIFICATE_INVALID", "a certificate with unreadable dates of validity"},
        {"over 64 KiB", make_der(huge), "CERTIFICATE_TOO_LARGE", "a certificate of more than 64 KiB"},
    };
    CPPUNIT_ASSERT(Certificate::from_der(good).ok());
    for (const auto& c : cases) {
      auto result = Certificate::from_der(c.der);
      CPPUNIT_ASSERT_MESSAGE(c.name, !result.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.message, result.error().message);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.log, result.error().log);
    }
  }

  void extensions_are_told_in_words() {
    Certificate usage = with_extension("keyUsage", "critical,digitalSignature,keyEncipherment,decipherOnly");
    CPPUNIT_ASSERT((usage.key_usage() == Strings{"digitalSignature", "keyEncipherment", "decipherOnly"}));
    CPPUNIT_ASSERT((with_extension("extendedKeyUsage", "serverAuth,clientAuth,1.2.3.4").extended_key_usage() ==
                    Strings{"serverAuth", "clientAuth", "1.2.3.4"}));
    CPPUNIT_ASSERT((with_extension("crlDistributionPoints", "URI:http://a.example.org/1,URI:ldap://b").crl_uris() ==
                    Strings{"http://a.example.org/1", "ldap://b"}));
    Certificate access = with_extension("authorityInfoAccess", "OCSP;URI:http://o.example.org,caIssuers;URI:http://c");
    CPPUNIT_ASSERT(access.ocsp_uris() == Strings{"http://o.example.org"});
    CPPUNIT_ASSERT(access.ca_issuer_uris() == Strings{"http://c"});
    CPPUNIT_ASSERT((with_extension("certificatePolicies", "2.23.140.1.2.1,1.2.3").policy_oids() ==
                    Strings{"2.23.140.1.2.1", "1.2.3"}));
    CPPUNIT_ASSERT(with_extension("tlsfeature", "status_request").has_must_staple());
    BasicConstraints constraints = with_extension("basicConstraints", "CA:TRUE,pathlen:2").basic_constraints();
    CPPUNIT_ASSERT(constraints.present && constraints.ca && constraints.path_length == 2);

    Certificate bare = make_certificate({}).certificate;
    CPPUNIT_ASSERT(bare.key_usage().empty() && bare.crl_uris().empty() && bare.policy_oids().empty());
    CPPUNIT_ASSERT(!bare.has_must_staple() && !bare.basic_constraints().present && bare.sct_count() == 0);
    Extension first = usage.extensions().back();
    CPPUNIT_ASSERT_EQUAL(string("2.5.29.15"), first.oid);
    CPPUNIT_ASSERT_EQUAL(string("X509v3 Key Usage"), first.name);
    CPPUNIT_ASSERT_EQUAL(string("Digital Signature, Key Encipherment, Decipher Only"), first.text);
    CPPUNIT_ASSERT(first.critical);
  }

  // RFC 6962 3.3: a list in a list in an OCTET STRING.
  void embedded_timestamps_are_counted() {
    auto u16 = [](std::size_t n) { return string{static_cast<char>(n >> 8), static_cast<char>(n & 255)}; };
    string signature = string("\x04\x03") + u16(2) + "ab";
    string timestamp = string(1, '\0') + string(32, 'L') + string(8, '\1') + u16(0) + signature;
    string list = u16(timestamp.size()) + timestamp + u16(timestamp.size()) + timestamp;
    list = u16(list.size()) + list;
    Recipe recipe;
    recipe.raw_extensions = {{"1.3.6.1.4.1.11129.2.4.2", "\x04" + string(1, static_cast<char>(list.size())) + list}};
    CPPUNIT_ASSERT(list.size() < 128);
    CPPUNIT_ASSERT_EQUAL(2, make_certificate(recipe).certificate.sct_count());
  }

  void unknown_extension_is_dumped() {
    Recipe recipe;
    recipe.raw_extensions = {{"1.2.3.4.5",
                              "\x04\x03"
                              "abc"},
                             {"2.5.29.17", "junk"}};
    Certificate certificate = make_certificate(recipe).certificate;
    auto extensions = certificate.extensions();
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, extensions.size());
    CPPUNIT_ASSERT_EQUAL(string("1.2.3.4.5"), extensions[2].name);
    CPPUNIT_ASSERT(extensions[2].text.find("04 03 61 62 63") != string::npos);
    CPPUNIT_ASSERT(!extensions[3].text.empty());
    CPPUNIT_ASSERT(certificate.dns_names().empty());
  }

  void ca_certificates_are_recognised() {
    Recipe old_root;
    old_root.version = 1;
    Recipe no_sign = ca_recipe("No keyCertSign");
    no_sign.ca = false;
    no_sign.extensions = {{"basicConstraints", "CA:TRUE"}, {"keyUsage", "digitalSignature"}};
    Made root = make_certificate(ca_recipe("Root"));
    const struct {
      string name;
      Certificate certificate;
      bool ca, signs;
    } cases[] = {
        {"leaf", make_certificate({}, &root).certificate, false, false},
        {"self-signed, without extensions", make_certificate(old_root).certificate, true, true},
        {"version 1, by another", make_certificate(old_root, &root).certificate, false, false},
        {"CA", root.certificate, true, true},
        {"CA without keyCertSign", make_certificate(no_sign).certificate, true, false},
        {"CA without key usage", with_extension("basicConstraints", "CA:TRUE"), true, true},
    };
    for (const auto& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.ca, c.certificate.is_ca());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.signs, c.certificate.may_sign_certificates());
    }
  }

  void signature_and_key_identifier_tell_rekeyed_issuers_apart() {
    Recipe anonymous = ca_recipe("Root");
    anonymous.key_identifiers = false;
    Made root = make_certificate(ca_recipe("Root"));
    Made rekeyed = make_certificate(ca_recipe("Root"));
    Made without_identifier = make_certificate(anonymous);
    Made other = make_certificate(ca_recipe("Other"));
    Certificate leaf = make_certificate({}, &root).certificate;
    CPPUNIT_ASSERT(leaf.is_signed_by(root.certificate));
    CPPUNIT_ASSERT(!leaf.is_signed_by(rekeyed.certificate));
    CPPUNIT_ASSERT(!leaf.is_signed_by(without_identifier.certificate));
    CPPUNIT_ASSERT(!leaf.is_signed_by(other.certificate));
    CPPUNIT_ASSERT(!leaf.is_self_issued() && !leaf.is_self_signed());
    CPPUNIT_ASSERT_EQUAL(root.certificate.subject_key_identifier(), leaf.authority_key_identifier());
    // A forgery has the root's name as its own.
    Made forged = make_certificate(ca_recipe("Root"), &rekeyed);
    CPPUNIT_ASSERT(forged.certificate.is_self_issued() && !forged.certificate.is_self_signed());
  }

  void mutilated_certificates_give_valid_text_or_a_refusal() {
    Recipe rich;
    rich.subject = {{"C", "DE"}, {"O", "Müster AG"}, {"CN", "日本 𝄞"}};
    rich.dns_names = {"www.example.org", "b.example.org"};
    rich.extensions = {{"keyUsage", "digitalSignature"},
                       {"crlDistributionPoints", "URI:http://c"},
                       {"authorityInfoAccess", "OCSP;URI:http://o"},
                       {"certificatePolicies", "1.2.3"}};
    string good = make_der(rich);
    int read = 0;
    unsigned random = 1;
    for (int i = 0; i < 1500; ++i) {
      string der = good;
      random = random * 1664525u + 1013904223u;
      der[(random >> 8) % der.size()] = static_cast<char>(random >> 24);
      auto certificate = Certificate::from_der(der);
      if (!certificate.ok()) continue;
      ++read;
      for (const string& text : all_texts(*certificate)) CPPUNIT_ASSERT_MESSAGE(to_hex(der), is_valid_utf8(text));
      certificate->is_self_signed();
      certificate->has_must_staple();
      certificate->sct_count();
    }
    CPPUNIT_ASSERT(read > 250);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateTest);

}  // namespace
