#include "x509/read_key.h"

#include <openssl/core_names.h>

#include "x509/asn1_text.h"
#include "x509/encoding.h"

namespace certportal::x509 {
namespace {

// NIST's names where a curve has one: these stand in configurations and in the pages' rules.
std::string curve_name(const EVP_PKEY* key) {
  char name[80] = "";
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, name, sizeof name, &size) != 1) return "";
  const char* nist = EC_curve_nid2nist(OBJ_txt2nid(name));
  return nist != nullptr ? nist : name;
}

std::string key_algorithm(const EVP_PKEY* key, const std::string& other) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return "RSA";
    case EVP_PKEY_RSA_PSS: return "RSA-PSS";
    case EVP_PKEY_EC: return "EC";
    case EVP_PKEY_ED25519: return "Ed25519";
    case EVP_PKEY_ED448: return "Ed448";
    default: return other;
  }
}

std::string key_text(const EVP_PKEY* key, const PublicKey& facts) {
  if (facts.algorithm.starts_with("Ed")) return facts.algorithm;
  std::string curve = facts.algorithm == "EC" ? curve_name(key) : "";
  return facts.algorithm + " " + (curve.empty() ? std::to_string(facts.bits) : curve);
}

using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;

// A copy that is encoded in the one way. Null if there is none.
OwnedKey canonical_ec_key(EVP_PKEY* key) {
  OwnedKey copy(EVP_PKEY_dup(key));
  if (!copy ||
      EVP_PKEY_set_utf8_string_param(copy.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                     OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) != 1 ||
      EVP_PKEY_set_utf8_string_param(copy.get(), OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_GROUP) != 1)
    return nullptr;
  return copy;
}

}  // namespace

std::string canonical_public_key_der(X509_PUBKEY* info) {
  EVP_PKEY* key = X509_PUBKEY_get0(info);
  OwnedKey copy;
  if (key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) {
    copy = canonical_ec_key(key);
    key = copy.get();
  }
  bool is_readable = key != nullptr && i2d_PUBKEY(key, nullptr) > 0;
  return is_readable ? encode_der(key, i2d_PUBKEY) : encode_der(info, i2d_X509_PUBKEY);
}

PublicKey read_public_key(X509_PUBKEY* info) {
  PublicKey facts;
  facts.sha256 = x509::sha256(canonical_public_key_der(info));
  ASN1_OBJECT* algorithm = nullptr;
  X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, info);
  facts.algorithm = facts.text = short_name(algorithm);
  if (const EVP_PKEY* key = X509_PUBKEY_get0(info)) {
    facts.algorithm = key_algorithm(key, facts.text);
    facts.bits = EVP_PKEY_get_bits(key);
    facts.text = key_text(key, facts);
  }
  return facts;
}

}  // namespace certportal::x509
