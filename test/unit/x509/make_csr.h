// Makes certificate signing requests and keys, good and bad, in memory. Every failure throws std::runtime_error.
#pragma once

#include <openssl/obj_mac.h>

#include <string>
#include <utility>
#include <vector>

#include "make.h"

namespace certportal::test {

struct Request {
  std::vector<Attribute> subject = {{"CN", "www.example.org"}};
  std::vector<std::string> dns_names = {};                    // any bytes
  std::vector<std::pair<int, std::string>> other_names = {};  // {GEN_EMAIL, GEN_URI, GEN_IPADD or GEN_RID, bytes}
  std::vector<std::pair<std::string, std::string>> extensions = {};      // as in openssl.cnf
  std::vector<std::pair<std::string, std::string>> raw_extensions = {};  // {OID, bytes of the value}
  std::string challenge_password = "";
  std::vector<int> extension_attributes = {NID_ext_req};  // or NID_ms_ext_req, Microsoft's
  int values_of_attribute = 1;
  int version = 1;
  bool has_key_parameters = true;  // RSA's NULL
  Key key = nullptr;               // a new P-256 one
};

std::string make_request(const Request& request);  // DER
std::string request_pem(const std::string& der, const std::string& label = "CERTIFICATE REQUEST");
// The request with one bit of its signature changed.
std::string with_broken_signature(std::string der);

// An RSA key of these two primes (decimal numbers, or what make_prime gives), with any exponent that fits. `p` alone:
// its modulus is p.
Key make_rsa_key(const std::string& p, const std::string& q = "1", unsigned exponent = 65537);
std::string make_prime(int bits);                                              // decimal
std::string make_prime_after(const std::string& prime, int bits_of_distance);  // the first one 2^bits above
std::string make_roca_prime(int bits);
std::string make_product(const std::string& one, const std::string& other);
int bits_of(const std::string& decimal);

// Of a public key alone, which nobody could sign with: even exponents, odd sizes.
std::string make_rsa_public_key(int bits, const std::string& exponent);
std::string public_key_der(const Key& key);
// The key with its point in another form: "compressed", "hybrid".
Key with_point_form(const Key& key, const std::string& form);
// A P-256 key that describes its curve instead of naming it.
Key make_key_with_explicit_curve();
Key with_named_curve(const Key& key);

// A private key in each form that people have: {what it is, bytes}.
std::vector<std::pair<std::string, std::string>> private_keys();

}  // namespace certportal::test
