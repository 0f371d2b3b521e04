// What our CA signs, clause by clause. Each clause of RFC 5280 and of the Baseline Requirements of the CA/Browser Forum
// ("BR", 2.0) that the profile claims is one row of a table, and is asked of every certificate of another table.
#include <algorithm>
#include <functional>
#include <set>

#include "authority_fixture.h"

namespace {
using namespace certportal;
using namespace certportal::test;

struct Signed {
  const Case& one;
  const Ca& ca;
  LeafContent content;
  Certificate certificate;

  bool is_empty() const { return certificate.subject().parts.empty(); }
};

std::optional<Extension> find(const Certificate& certificate, const string& oid) {
  for (const Extension& extension : certificate.extensions())
    if (extension.oid == oid) return extension;
  return std::nullopt;
}

bool is_there(const Certificate& certificate, const char* oid, bool critical) {
  auto extension = find(certificate, oid);
  return extension && extension->critical == critical;
}

constexpr char kSki[] = "2.5.29.14", kKeyUsage[] = "2.5.29.15", kSan[] = "2.5.29.17", kConstraints[] = "2.5.29.19",
               kCrlPoints[] = "2.5.29.31", kAki[] = "2.5.29.35", kExtendedUsage[] = "2.5.29.37",
               kAccess[] = "1.3.6.1.5.5.7.1.1";

string signature_that_suits(const PublicKey& key) {
  if (key.text == "EC P-256") return "ECDSA, SHA-256";
  if (key.text == "EC P-384") return "ECDSA, SHA-384";
  if (key.text == "EC P-521") return "ECDSA, SHA-512";
  if (key.text == "Ed25519") return "Ed25519";
  return "RSA, SHA-256";
}

bool has_no_extension_twice(const Certificate& certificate) {
  std::set<string> seen;
  for (const Extension& extension : certificate.extensions())
    if (!seen.insert(extension.oid).second) return false;
  return true;
}

vector<string> dns(const Certificate& certificate) {
  vector<string> names;
  for (const AlternativeName& name : certificate.all_alternative_names())
    names.push_back(name.kind == NameKind::dns ? name.text : "?");
  return names;
}

struct Clause {
  const char* name;
  std::function<bool(const Signed&)> holds;
};

const vector<Clause>& clauses() {
  static const vector<Clause> all = {
      {"RFC 5280 4.1.1.3: signed with the issuer's key",
       [](const Signed& s) { return s.certificate.is_signed_by(s.ca.authority.certificate()); }},
      {"RFC 5280 4.1.2.1: version 3", [](const Signed& s) { return s.certificate.version() == 3; }},
      {"RFC 5280 4.1.2.2: serial positive, at most 20 bytes",
       [](const Signed& s) {
         string serial = s.certificate.serial_hex();
         return serial[0] != '-' && serial.size() <= 40 && serial.find_first_not_of('0') != string::npos;
       }},
      {"BR 7.1: serial of at least 64 random bits: the 128 that were asked for",
       [](const Signed& s) { return s.certificate.serial_hex() == to_hex(kSerial); }},
      {"RFC 5280 4.1.2.3, BR 7.1.3.2: a digest that suits the issuer's key",
       [](const Signed& s) {
         return s.certificate.signature_algorithm().text ==
                signature_that_suits(s.ca.authority.certificate().public_key());
       }},
      {"RFC 5280 4.1.2.4: issuer is the CA's subject, byte by byte",
       [](const Signed& s) { return s.certificate.issuer().der == s.ca.authority.certificate().subject().der; }},
      {"RFC 5280 4.1.2.5: dates as asked, not before now, in UTCTime until 2049",
       [](const Signed& s) {
         return s.certificate.not_before() == kNow && s.certificate.not_after() == kNow + kLifetime &&
                s.certificate.der().find(
                    "\x17\x0d"
                    "261128100000Z") != string::npos;
       }},
      {"BR 6.3.2: no longer than the product allows, and within the issuer's life",
       [](const Signed& s) {
         return s.certificate.not_after() - s.certificate.not_before() <= kLifetime &&
                s.certificate.not_after() <= s.ca.authority.certificate().not_after();
       }},
      {"RFC 5280 4.1.2.6, A.1: no common name of more than 64 characters, else UTF8String",
       [](const Signed& s) {
         bool is_long = s.one.names[0].size() > 64;
         string value = "\x0c" + string(1, static_cast<char>(s.one.names[0].size())) + s.one.names[0];
         return s.certificate.common_name() == (is_long ? "" : s.one.names[0]) &&
                (is_long || s.certificate.subject().der.find(value) != string::npos);
       }},
      {"RFC 5280 A.1: country is a PrintableString of two letters",
       [](const Signed& s) {
         return s.one.country.empty() || s.certificate.subject().der.find(
                                             "\x13\x02"
                                             "DE") != string::npos;
       }},
      {"BR 7.1.4.2: country, locality, organisation, common name, in this order, and nothing else",
       [](const Signed& s) {
         vector<string> wanted, found;
         if (!s.one.country.empty()) wanted.push_back("C=" + s.one.country);
         if (!s.one.city.empty()) wanted.push_back("L=" + s.one.city);
         if (!s.one.organisation.empty()) wanted.push_back("O=" + s.one.organisation);
         if (s.one.names[0].size() <= 64) wanted.push_back("CN=" + s.one.names[0]);
         for (const NamePart& part : s.certificate.subject().parts) found.push_back(part.short_name + "=" + part.value);
         return wanted == found;
       }},
      {"BR 7.1.4.3: a common name is one of the alternative names",
       [](const Signed& s) {
         auto names = dns(s.certificate);
         string name = s.certificate.common_name();
         return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
       }},
      {"RFC 5280 4.1.2.7: the key that asked",
       [](const Signed& s) { return s.certificate.public_key().sha256 == sha256(s.content.public_key); }},
      {"RFC 5280 4.2: no extension twice", [](const Signed& s) { return has_no_extension_twice(s.certificate); }},
      {"BR 7.1.2.7.6: these extensions and no others",
       [](const Signed& s) { return s.certificate.extensions().size() == 8; }},
      {"RFC 5280 4.2.1.1: authority key identifier, not critical, the CA's key identifier",
       [](const Signed& s) {
         return is_there(s.certificate, kAki, false) &&
                s.certificate.authority_key_identifier() == s.ca.authority.certificate().subject_key_identifier();
       }},
      {"RFC 5280 4.2.1.1: of the key identifier alone",
       [](const Signed& s) { return find(s.certificate, kAki)->text.find("serial") == string::npos; }},
      {"RFC 5280 4.2.1.2: subject key identifier, not critical, of 160 bits",
       [](const Signed& s) {
         return is_there(s.certificate, kSki, false) && s.certificate.subject_key_identifier().size() == 20;
       }},
      {"RFC 5280 4.2.1.3, BR 7.1.2.7.11: key usage, critical, right for the key",
       [](const Signed& s) {
         vector<string> usage = {"digitalSignature"};
         if (s.one.key == "RSA"s) usage.emplace_back("keyEncipherment");
         return is_there(s.certificate, kKeyUsage, true) && s.certificate.key_usage() == usage;
       }},
      {"RFC 5280 4.2.1.6, BR 7.1.2.7.12: exactly the names that were asked for",
       [](const Signed& s) { return dns(s.certificate) == s.one.names; }},
      {"RFC 5280 4.2.1.6: alternative names critical only if the subject is empty",
       [](const Signed& s) { return is_there(s.certificate, kSan, s.is_empty()); }},
      {"RFC 5280 4.2.1.9, BR 7.1.2.7.8: basic constraints, critical, no CA, no path length",
       [](const Signed& s) {
         auto constraints = s.certificate.basic_constraints();
         return is_there(s.certificate, kConstraints, true) && constraints.present && !constraints.ca &&
                !constraints.path_length;
       }},
      {"RFC 5280 4.2.1.12, BR 7.1.2.7.10: serverAuth alone, not critical",
       [](const Signed& s) {
         return is_there(s.certificate, kExtendedUsage, false) &&
                s.certificate.extended_key_usage() == vector<string>{"serverAuth"};
       }},
      {"RFC 5280 4.2.1.13, BR 7.1.2.11.2: one address of the CRL, by http, not critical",
       [](const Signed& s) {
         return is_there(s.certificate, kCrlPoints, false) && s.certificate.crl_uris() == vector<string>{kCrlUrl};
       }},
      {"RFC 5280 4.2.2.1, BR 7.1.2.7.7: address of the issuer's certificate, by http, not critical; no OCSP",
       [](const Signed& s) {
         return is_there(s.certificate, kAccess, false) && s.certificate.ca_issuer_uris() == vector<string>{kCaUrl} &&
                s.certificate.ocsp_uris().empty();
       }},
      {"BR 7.1.6.1: no policy of the forum's is claimed",
       [](const Signed& s) { return s.certificate.policy_oids().empty(); }},
  };
  return all;
}

class ProfileTest : public AuthorityFixture {
  CPPUNIT_TEST_SUITE(ProfileTest);
  CPPUNIT_TEST(every_clause_holds_for_every_certificate);
  CPPUNIT_TEST(ca_certificates_keep_their_clauses);
  CPPUNIT_TEST(openssl_verifies_the_chain_strictly);
  CPPUNIT_TEST_SUITE_END();

 public:
  void every_clause_holds_for_every_certificate() {
    for (const Case& one : cases()) {
      Ca ca = Ca::make(one.ca_key);
      LeafContent content = content_of(one);
      Signed made{one, ca, content, read(ca.authority.sign_leaf(content, {kCaUrl, kCrlUrl}).value())};
      for (const Clause& clause : clauses())
        CPPUNIT_ASSERT_MESSAGE(string(one.name) + ": " + clause.name, clause.holds(made));
    }
  }

  void ca_certificates_keep_their_clauses() {
    Ca ca = Ca::make("P-256");
    const Certificate& root = ca.root;
    const Certificate& issuing = ca.authority.certificate();
    const vector<string> usage = {"keyCertSign", "cRLSign"};
    struct {
      const char* clause;
      bool holds;
    } claims[] = {
        {"RFC 5280 3.2: the root is self-signed", root.is_self_signed()},
        {"BR 7.1.2.1.2: root's basic constraints critical, CA, no path length",
         is_there(root, kConstraints, true) && root.is_ca() && !root.basic_constraints().path_length},
        {"BR 7.1.2.1.2: root's key usage critical", is_there(root, kKeyUsage, true) && root.key_usage() == usage},
        {"BR 7.1.2.1.2: root has no extended key usage", root.extended_key_usage().empty()},
        {"RFC 5280 4.2.1.2: root has a key identifier", !root.subject_key_identifier().empty()},
        {"RFC 5280 4.1.2.5: root's end in GeneralizedTime from 2050 on, else UTCTime",
         root.der().find("\x17\x0d"
                         "46") != string::npos},
        {"RFC 5280 4.2.1.9: issuing CA signs no further CA",
         is_there(issuing, kConstraints, true) && issuing.is_ca() && issuing.basic_constraints().path_length == 0},
        {"RFC 5280 4.2.1.3: issuing CA's key usage critical",
         is_there(issuing, kKeyUsage, true) && issuing.key_usage() == usage},
        {"BR 7.1.2.10.6: issuing CA is for servers alone",
         is_there(issuing, kExtendedUsage, false) && issuing.extended_key_usage() == vector<string>{"serverAuth"}},
        {"RFC 5280 4.2.1.1: issuing CA names the root's key",
         issuing.authority_key_identifier() == root.subject_key_identifier()},
        {"RFC 5280 4.2.2.1: issuing CA names the root's address",
         issuing.ca_issuer_uris() == vector<string>{"http://portal.example.org/pki/local.root.cer"}},
        {"RFC 5280 4.1.2.6: their subjects differ", root.subject().der != issuing.subject().der},
        {"RFC 5280 6.1: signed by the root", issuing.is_signed_by(root)},
        {"BR 7.1: serials are random", root.serial_hex().size() == 32 && root.serial_hex() != issuing.serial_hex()},
        {"RFC 5280 4.2.1.13: root needs no CRL's address", root.crl_uris().empty()},
    };
    for (const auto& claim : claims) CPPUNIT_ASSERT_MESSAGE(claim.clause, claim.holds);
  }

  void openssl_verifies_the_chain_strictly() {
    for (const Case& one : cases()) {
      Ca ca = Ca::make(one.ca_key);
      write_chain(ca, read(ca.authority.sign_leaf(content_of(one), {kCaUrl, kCrlUrl}).value()));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name, 0, verify(""));
      CPPUNIT_ASSERT_MESSAGE(one.name, verify("-verify_hostname other.example.com") != 0);
      string host = one.names[0][0] == '*' ? "shop" + one.names[0].substr(1) : one.names[0];
      CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name, 0, verify("-verify_hostname " + host));
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProfileTest);
}  // namespace
