// Makes keys and certificates in memory, for tests of any layer. Hostile ones are wished for, so almost nothing is
// checked. Every failure throws std::runtime_error.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "x509/certificate.h"

struct evp_pkey_st;

namespace certportal::test {

using Key = std::shared_ptr<evp_pkey_st>;

// "P-256" (fast), "P-384", "P-521", "Ed25519", "RSA" (2048 bits, slow: 0.1 s), "RSA-PSS" (2048).
Key make_key(const std::string& kind = "P-256");
std::string private_key_pem(const Key& key);  // PKCS#8

// One attribute of a name; `type` is V_ASN1_… of OpenSSL for odd ones, 0 for UTF-8 where needed.
struct Attribute {
  std::string name;  // "CN", "O" or an OID
  std::string value;
  int type = 0;
};

struct Recipe {
  std::vector<Attribute> subject = {{"CN", "www.example.org"}};
  std::vector<std::string> dns_names = {};  // any bytes
  Time not_before = Time(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
  Time not_after = Time(std::chrono::sys_days(std::chrono::year(2027) / 1 / 1));
  std::string serial_hex = "01";                                     // "-2a" is a negative one
  int version = 3;                                                   // 1: no extensions
  bool ca = false;                                                   // basicConstraints CA and keyCertSign, cRLSign
  bool key_identifiers = true;                                       // subject and authority key identifier
  std::vector<std::pair<std::string, std::string>> extensions = {};  // as in openssl.cnf: {"keyUsage", "critical,…"}
  std::vector<std::pair<std::string, std::string>> raw_extensions = {};  // {OID, bytes of the value}
  std::string raw_not_after = "";                                        // an ASN.1 time's text put in unchecked
  Key key = nullptr;                                                     // a new P-256 one
};

// A certificate with its key, which can issue others.
struct Made {
  x509::Certificate certificate;
  Key key;
  const std::string& der() const { return certificate.der(); }
};

// Signed by `issuer`'s key and named after its subject; self-signed without one.
Made make_certificate(const Recipe& recipe, const Made* issuer = nullptr);
// The same, unparsed, for what Certificate refuses.
std::string make_der(const Recipe& recipe, const Made* issuer = nullptr);

// The recipe of a CA of that name, valid 2020 to 2040.
Recipe ca_recipe(const std::string& common_name);

// Files that are no certificates, in DER.
std::string make_csr(const Key& key);
std::string make_crl(const Made& issuer);

}  // namespace certportal::test
