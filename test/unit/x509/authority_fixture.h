// A root, an issuing CA and certificates to be signed by it, and the openssl command that judges what comes out.
#pragma once

#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "make.h"
#include "x509/authority.h"
#include "x509/crl.h"
#include "x509/encoding.h"

namespace certportal::test {

using namespace x509;
using std::string;
using std::vector;
using namespace std::string_literals;

inline const Time kNow = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 28)) + std::chrono::hours(10);
inline const Seconds kLifetime = std::chrono::days(200);
inline const string kCaUrl = "http://portal.example.org/pki/local.cer";
inline const string kCrlUrl = "http://portal.example.org/pki/local.crl";
inline const string kSerial =
    "\xF1\xE2\xD3\xC4\xB5\xA6\x97\x88\x79\x6A\x5B\x4C\x3D\x2E\x1F\x01"s;  // 128 bits, the first set

inline PrivateKey key_of(const string& kind) { return PrivateKey::read(private_key_pem(make_key(kind)), "").value(); }

inline Certificate read(const string& der) { return Certificate::from_der(der).value(); }

// Root and issuing CA with a key of that kind.
struct Ca {
  Certificate root;
  Authority authority;

  static Ca make(const string& kind) {
    PrivateKey root_key = PrivateKey::make(KeyKind::p384);
    PrivateKey key = kind == "RSA-3072" ? PrivateKey::make(KeyKind::rsa3072) : key_of(kind);
    Certificate root = read(make_root(
        root_key, {"Muster Root CA", kNow - std::chrono::hours(24), kNow + std::chrono::days(7305), std::nullopt}));
    string issuing =
        Authority::make(root, root_key)
            ->sign_ca(key.public_key_der(),
                      {"Muster Issuing CA", kNow - std::chrono::hours(24), kNow + std::chrono::days(3652), 0},
                      {"http://portal.example.org/pki/local.root.cer", ""});
    return {root, Authority::make(read(issuing), key).value()};
  }
};

struct Case {
  const char* name;
  const char* ca_key;
  const char* key;
  vector<string> names;
  string organisation = {}, city = {}, country = {};
};

inline const string kLongName = string(50, 'a') + "." + string(20, 'b') + ".example.org";  // more than 64 characters

inline const vector<Case>& cases() {
  static const vector<Case> all = {
      {"RSA key under P-256", "P-256", "RSA", {"www.example.org", "example.org"}},
      {"P-256 key under P-256", "P-256", "P-256", {"www.example.org"}},
      {"P-384 key under P-384", "P-384", "P-384", {"www.example.org"}},
      {"P-521 key under P-521", "P-521", "P-521", {"www.example.org"}},
      {"Ed25519 key under P-256", "P-256", "Ed25519", {"www.example.org"}},
      {"P-256 key under RSA", "RSA-3072", "P-256", {"www.example.org"}},
      {"P-256 key under Ed25519", "Ed25519", "P-256", {"www.example.org"}},
      {"wildcard", "P-256", "P-256", {"*.example.org", "example.org"}},
      {"IDN", "P-256", "P-256", {"xn--mller-kva.example.org"}},
      {"name that is no common name", "P-256", "RSA", {kLongName}},
      {"organisation",
       "P-256",
       "P-256",
       {"www.example.org"},
       "M\u00fcller & S\u00f6hne KG",
       "Gr\u00f6\u00dfenau",
       "DE"},
      {"organisation without common name", "P-256", "P-256", {kLongName}, "Muster AG", "", "DE"},
  };
  return all;
}

// Files of its own in a folder of its own.
class AuthorityFixture : public CppUnit::TestFixture {
 public:
  void setUp() override {
    char dir[] = "/tmp/authority-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    dir_ = dir;
  }
  void tearDown() override { std::filesystem::remove_all(dir_); }

 protected:
  static LeafContent content_of(const Case& one) {
    static std::map<string, string> keys;  // made once: RSA takes its time
    string& key = keys[one.key];
    if (key.empty()) key = key_of(one.key).public_key_der();
    return {key, one.names[0], one.names, one.organisation, one.city, one.country, kSerial, kNow, kNow + kLifetime};
  }

  static bool has(const string& text, const string& part) { return text.find(part) != string::npos; }

  void write(const string& name, const string& content) const { std::ofstream(dir_ + "/" + name) << content; }

  string content(const string& name) const {
    std::ifstream file(dir_ + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void write_chain(const Ca& ca, const Certificate& leaf) const {
    write("root", pem(ca.root.der()));
    write("issuing", pem(ca.authority.certificate().der()));
    write("leaf", pem(leaf.der()));
  }

  void write_crl(const Ca& ca, vector<RevokedCertificate> entries) const {
    write("crl.der", sign_crl(ca.authority.certificate(), ca.authority.key(),
                              {1, kNow, kNow + std::chrono::days(7), std::move(entries)}));
    CPPUNIT_ASSERT_EQUAL(0, system(("openssl crl -inform DER -in " + dir_ + "/crl.der -out " + dir_ + "/crl").c_str()));
  }

  string crl_text(const string& der) const {
    write("shown", der);
    CPPUNIT_ASSERT_EQUAL(
        0, system(("openssl crl -inform DER -noout -text -in " + dir_ + "/shown >" + dir_ + "/text").c_str()));
    return content("text");
  }

  // As a strict client would, a minute after the start.
  int verify(const string& options) const {
    long at = (kNow + Seconds(60)).time_since_epoch().count();
    return system(("openssl verify -x509_strict -purpose sslserver -attime " + std::to_string(at) + " -CAfile " + dir_ +
                   "/root -untrusted " + dir_ + "/issuing " + options + " " + dir_ + "/leaf >" + dir_ + "/verdict 2>&1")
                      .c_str());
  }

  string dir_;
};

}  // namespace certportal::test
