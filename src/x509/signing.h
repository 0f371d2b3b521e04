// Inside of this folder only: what an authority's certificates and CRLs have in common.
#pragma once

#include "base/clock.h"
#include "x509/certificate.h"
#include "x509/fence.h"

namespace certportal::x509 {

inline OwnedX509 parse(const Certificate& certificate) {
  std::size_t rest = 0;
  auto parsed = decode_der<X509, X509_free>(certificate.der(), d2i_X509, rest);
  if (!parsed) throw_broken("a certificate cannot be read again");
  return parsed;
}

// The digest that suits the key that signs: as strong as its curve; none for Ed25519, which brings its own.
inline const EVP_MD* digest_for(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1) return nullptr;
  if (EVP_PKEY_is_a(key, "EC") != 1) return EVP_sha256();
  int bits = EVP_PKEY_get_bits(key);
  return bits <= 256 ? EVP_sha256() : bits <= 384 ? EVP_sha384() : EVP_sha512();
}

// RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on.
inline Owned<ASN1_TIME, ASN1_TIME_free> asn1_time(Time time) {
  Owned<ASN1_TIME, ASN1_TIME_free> result(ASN1_TIME_set(nullptr, time.time_since_epoch().count()));
  if (!result) throw_broken("no time");
  return result;
}

// A number of big-endian bytes.
inline Owned<ASN1_INTEGER, ASN1_INTEGER_free> asn1_integer(std::string_view bytes) {
  Owned<BIGNUM, BN_free> number(BN_bin2bn(as_bytes(bytes), static_cast<int>(bytes.size()), nullptr));
  Owned<ASN1_INTEGER, ASN1_INTEGER_free> result(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
  if (!result) throw_broken("no number");
  return result;
}

// The key identifier alone (RFC 5280 4.2.1.1), that of the issuer's subject key identifier.
inline Owned<AUTHORITY_KEYID, AUTHORITY_KEYID_free> authority_key_of(X509* issuer) {
  Owned<AUTHORITY_KEYID, AUTHORITY_KEYID_free> result(AUTHORITY_KEYID_new());
  const ASN1_OCTET_STRING* identifier = X509_get0_subject_key_id(issuer);
  if (!result || identifier == nullptr) throw_broken("an issuer without a key identifier");
  result->keyid = ASN1_OCTET_STRING_dup(identifier);
  if (result->keyid == nullptr) throw_broken("no key identifier");
  return result;
}

}  // namespace certportal::x509
