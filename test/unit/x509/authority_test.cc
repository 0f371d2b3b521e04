#include "x509/authority.h"

#include <algorithm>
#include <functional>

#include "authority_fixture.h"

namespace {
using namespace certportal;
using namespace certportal::test;

class AuthorityTest : public AuthorityFixture {
  CPPUNIT_TEST_SUITE(AuthorityTest);
  CPPUNIT_TEST(what_rfc_5280_does_not_allow_is_refused);
  CPPUNIT_TEST(crl_keeps_its_clauses_and_is_read_again);
  CPPUNIT_TEST(serials_are_told_from_what_is_none);
  CPPUNIT_TEST(openssl_finds_a_revoked_certificate_by_the_crl);
  CPPUNIT_TEST(authority_wants_the_right_key_and_certificate);
  CPPUNIT_TEST(key_is_written_and_read_with_its_passphrase);
  CPPUNIT_TEST_SUITE_END();

 public:
  void what_rfc_5280_does_not_allow_is_refused() {
    Ca ca = Ca::make("P-256");
    struct {
      const char* name;
      std::function<void(LeafContent&)> spoil;
    } wrong[] = {
        {"no name", [](LeafContent& c) { c.names.clear(); }},
        {"empty name", [](LeafContent& c) { c.names.emplace_back(); }},
        {"name with NUL", [](LeafContent& c) { c.names.push_back("a\0.example.org"s); }},
        {"U-label", [](LeafContent& c) { c.names.emplace_back("m\u00fcller.example.org"); }},
        {"name with a blank", [](LeafContent& c) { c.names.emplace_back("a b.example.org"); }},
        {"no serial", [](LeafContent& c) { c.serial = ""; }},
        {"serial zero", [](LeafContent& c) { c.serial = string(16, '\0'); }},
        {"serial of 21 bytes", [](LeafContent& c) { c.serial = "\xF0" + string(19, '\1'); }},
        {"end before start", [](LeafContent& c) { c.not_after = c.not_before; }},
        {"longer than the CA", [](LeafContent& c) { c.not_after = kNow + std::chrono::days(4000); }},
        {"organisation of 65 characters", [](LeafContent& c) { c.organisation = string(65, 'x'); }},
        {"organisation that is no UTF-8", [](LeafContent& c) { c.organisation = "M\xFCller"; }},
        {"city of 129 characters", [](LeafContent& c) { c.city = string(129, 'x'); }},
        {"country of three letters", [](LeafContent& c) { c.country = "DEU"; }},
    };
    for (const auto& one : wrong) {
      LeafContent content = content_of(cases()[1]);
      one.spoil(content);
      auto made = ca.authority.sign_leaf(content, {kCaUrl, kCrlUrl});
      CPPUNIT_ASSERT_MESSAGE(one.name, !made.ok() && !made.error().log.empty());
    }
    LeafContent longest = content_of(cases()[1]);
    longest.organisation = string(64 * 2, '\0');
    for (std::size_t i = 0; i < 64; ++i) longest.organisation.replace(2 * i, 2, "\u00fc");
    CPPUNIT_ASSERT_MESSAGE("64 characters of two bytes", ca.authority.sign_leaf(longest, {kCaUrl, kCrlUrl}).ok());
  }

  void crl_keeps_its_clauses_and_is_read_again() {
    for (const char* kind : {"P-256", "P-384", "RSA-3072", "Ed25519"}) {
      Ca ca = Ca::make(kind);
      CrlContent content{1234567890123, kNow, kNow + std::chrono::days(7), {}};
      content.entries = {{"f1e2d3c4b5a69788796a5b4c3d2e1f01", kNow - Seconds(5), 1}, {"0a", kNow, 0}, {"80", kNow, 5}};
      string der = sign_crl(ca.authority.certificate(), ca.authority.key(), content);
      std::sort(content.entries.begin(), content.entries.end(), [](const auto& a, const auto& b) {
        return std::pair(a.serial.size(), a.serial) < std::pair(b.serial.size(), b.serial);
      });
      CrlContent found = read_crl(der).value();
      CPPUNIT_ASSERT(found.number == content.number && read_crl_number(der).value() == content.number);
      CPPUNIT_ASSERT(found.this_update == content.this_update && found.next_update == content.next_update);
      CPPUNIT_ASSERT(found.entries == content.entries);
      string text = crl_text(der);
      struct {
        const char* clause;
        bool holds;
      } claims[] = {
          {"RFC 5280 5.1.2.1: version 2", has(text, "Version 2 (0x1)")},
          {"RFC 5280 5.1.2.3: the CA's name", has(text, "Issuer: CN = Muster Issuing CA")},
          {"RFC 5280 5.2.1: authority key identifier", has(text, "X509v3 Authority Key Identifier: \n")},
          {"RFC 5280 5.2.3: CRL number, not critical", has(text, "X509v3 CRL Number: \n")},
          {"RFC 5280 5.3.1: reasons, unspecified left out",
           has(text, "Key Compromise") && has(text, "Cessation Of Operation") && !has(text, "Unspecified")},
      };
      for (const auto& claim : claims) CPPUNIT_ASSERT_MESSAGE(string(kind) + ": " + claim.clause, claim.holds);
    }
    Ca ca = Ca::make("P-256");
    string empty = sign_crl(ca.authority.certificate(), ca.authority.key(), {1, kNow, kNow + Seconds(60), {}});
    CPPUNIT_ASSERT_MESSAGE("RFC 5280 5.1.2.6: no empty list", has(crl_text(empty), "No Revoked Certificates."));
    for (const string& junk : {""s, "junk"s, empty + "x", test::make_crl(test::make_certificate(test::ca_recipe("A")))})
      CPPUNIT_ASSERT(!read_crl(junk).ok() && !read_crl_number(junk).ok());
  }

  void serials_are_told_from_what_is_none() {
    for (const string& serial : {"0a"s, "0A"s, "1"s, string(40, 'f')})
      CPPUNIT_ASSERT_MESSAGE(serial, is_serial(serial));
    for (const string& junk : {""s, "-1"s, "0x1"s, "1 "s, string("\0", 1), string(41, 'f')})
      CPPUNIT_ASSERT_MESSAGE(junk, !is_serial(junk));
  }

  void openssl_finds_a_revoked_certificate_by_the_crl() {
    Ca ca = Ca::make("P-256");
    write_chain(ca, read(ca.authority.sign_leaf(content_of(cases()[1]), {kCaUrl, kCrlUrl}).value()));
    const string check = "-crl_check -CRLfile " + dir_ + "/crl";
    write_crl(ca, {});
    CPPUNIT_ASSERT_EQUAL(0, system(("openssl crl -noout -in " + dir_ + "/crl -CAfile " + dir_ + "/issuing 2>" + dir_ +
                                    "/verdict && grep -q 'verify OK' " + dir_ + "/verdict")
                                       .c_str()));
    CPPUNIT_ASSERT_EQUAL(0, verify(check));
    write_crl(ca, {{"0102", kNow, 0}});
    CPPUNIT_ASSERT_EQUAL_MESSAGE("another is revoked", 0, verify(check));
    write_crl(ca, {{"0102", kNow, 0}, {to_hex(kSerial), kNow, 4}});
    CPPUNIT_ASSERT(verify(check) != 0);
    CPPUNIT_ASSERT(has(content("verdict"), "certificate revoked"));
  }

  void authority_wants_the_right_key_and_certificate() {
    Ca ca = Ca::make("P-256");
    Certificate leaf = read(ca.authority.sign_leaf(content_of(cases()[1]), {kCaUrl, kCrlUrl}).value());
    test::Recipe unnamed = test::ca_recipe("Muster CA");
    unnamed.key_identifiers = false;
    test::Made without_identifier = test::make_certificate(unnamed);
    test::Recipe no_crl = test::ca_recipe("Muster CA");
    no_crl.ca = false;
    no_crl.extensions = {{"basicConstraints", "critical,CA:TRUE"}, {"keyUsage", "critical,keyCertSign"}};
    test::Made without_crl = test::make_certificate(no_crl);
    auto key = [](const test::Made& made) { return PrivateKey::read(test::private_key_pem(made.key), "").value(); };
    struct {
      const char* name;
      Result<Authority> made;
      const char* part;
    } wrong[] = {
        {"another's key", Authority::make(ca.root, ca.authority.key()), "do not belong together"},
        {"a server certificate", Authority::make(leaf, ca.authority.key()), "not that of a CA"},
        {"no key identifier", Authority::make(without_identifier.certificate, key(without_identifier)),
         "no subject key identifier"},
        {"no CRLs", Authority::make(without_crl.certificate, key(without_crl)), "sign CRLs"},
    };
    for (const auto& one : wrong) {
      CPPUNIT_ASSERT_MESSAGE(one.name, !one.made.ok());
      CPPUNIT_ASSERT_MESSAGE(one.name, has(one.made.error().log, one.part));
    }
  }

  void key_is_written_and_read_with_its_passphrase() {
    for (KeyKind kind : {KeyKind::p256, KeyKind::p384}) {
      PrivateKey key = PrivateKey::make(kind);
      string plain = key.pem(""), locked = key.pem("Sesam, \u00f6ffne dich");
      CPPUNIT_ASSERT(has(locked, "BEGIN ENCRYPTED PRIVATE KEY") && !has(plain, "ENCRYPTED"));
      CPPUNIT_ASSERT_EQUAL(key.public_key_der(), PrivateKey::read(plain, "").value().public_key_der());
      CPPUNIT_ASSERT_EQUAL(key.public_key_der(), PrivateKey::read(plain, "not needed").value().public_key_der());
      CPPUNIT_ASSERT_EQUAL(key.public_key_der(),
                           PrivateKey::read(locked, "Sesam, \u00f6ffne dich").value().public_key_der());
      CPPUNIT_ASSERT(!PrivateKey::read(locked, "wrong").ok());
      CPPUNIT_ASSERT(!PrivateKey::read(locked, "").ok());
    }
    for (const char* junk : {"", "junk", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"})
      CPPUNIT_ASSERT(!PrivateKey::read(junk, "").ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuthorityTest);
}  // namespace
