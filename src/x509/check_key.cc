// Which public keys are taken, and which are known to be weak. Cheapest checks first.
#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include "x509/csr.h"
#include "x509/fence.h"
#include "x509/read_key.h"
#include "x509/weak_key.h"

namespace certportal::x509 {
namespace {

using Number = Owned<BIGNUM, BN_free>;

Error refuse(const char* message, const std::string& why, const std::string& key) {
  return {Code::invalid, message, why, {{"KEY", key}}};
}

Number rsa_number(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw_broken("an RSA key without numbers");
  return Number(number);
}

// NIST SP 800-89 5.3.3, as the Baseline Requirements 6.1.6 want it.
bool is_fine_exponent(const BIGNUM* exponent) {
  constexpr int kMostBits = 256;
  return BN_is_odd(exponent) == 1 && BN_get_word(exponent) >= RSA_F4 && BN_num_bits(exponent) <= kMostBits;
}

Result<void> check_rsa(EVP_PKEY* key, const PublicKey& facts) {
  constexpr int kLeastBits = 2048;
  constexpr int kMostBits = 8192;
  if (facts.bits < kLeastBits || facts.bits > kMostBits || facts.bits % 8 != 0)
    return refuse("KEY_SIZE", "an RSA key of " + std::to_string(facts.bits) + " bits", facts.text);
  if (!is_fine_exponent(rsa_number(key, OSSL_PKEY_PARAM_RSA_E).get()))
    return refuse("KEY_EXPONENT", "an RSA key with a bad exponent", facts.text);
  Number modulus = rsa_number(key, OSSL_PKEY_PARAM_RSA_N);
  if (has_roca_fingerprint(modulus.get())) return refuse("KEY_ROCA", "an RSA key with ROCA's fingerprint", facts.text);
  if (has_small_factor(modulus.get())) return refuse("KEY_SMALL_FACTOR", "an RSA key with a small factor", facts.text);
  if (has_close_factors(modulus.get())) return refuse("KEY_CLOSE_PRIMES", "an RSA key of close primes", facts.text);
  if (is_prime_power(modulus.get()))
    return refuse("KEY_MODULUS", "an RSA key whose modulus is no product of two primes", facts.text);
  return {};
}

// Explicit parameters could describe a curve of the sender's own making (CVE-2020-0601).
bool names_its_curve(const X509_PUBKEY* info) {
  X509_ALGOR* algorithm = nullptr;
  int type = V_ASN1_UNDEF;
  X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, info);
  X509_ALGOR_get0(nullptr, &type, nullptr, algorithm);
  return type == V_ASN1_OBJECT;
}

bool is_taken_curve(const std::string& text) { return text == "EC P-256" || text == "EC P-384" || text == "EC P-521"; }

// The certificate would hold the encoding as it came, and strict clients refuse any other than the standards' one.
Result<void> check_encoding(X509_PUBKEY* info, std::string_view public_key_der, const PublicKey& facts) {
  if (canonical_public_key_der(info) == public_key_der) return {};
  return refuse("KEY_ENCODING", "a key in an encoding that is not taken", facts.text);
}

}  // namespace

Result<void> check_key(std::string_view public_key_der) {
  ErrorFence fence;
  std::size_t rest = 0;
  auto info = decode_der<X509_PUBKEY, X509_PUBKEY_free>(public_key_der, d2i_X509_PUBKEY, rest);
  if (!info || rest != 0) return refuse("KEY_ALGORITHM", "no public key", "");
  PublicKey facts = read_public_key(info.get());
  EVP_PKEY* key = X509_PUBKEY_get0(info.get());
  if (key != nullptr && facts.algorithm == "RSA") {
    if (auto canonical = check_encoding(info.get(), public_key_der, facts); !canonical) return canonical;
    return check_rsa(key, facts);
  }
  bool taken =
      key != nullptr && (facts.algorithm == "Ed25519" || (facts.algorithm == "EC" && is_taken_curve(facts.text)));
  if (taken && facts.algorithm == "EC" && !names_its_curve(info.get())) {
    taken = false;
    facts.text += " (specifiedCurve)";
  }
  if (!taken) return refuse("KEY_ALGORITHM", "a key of a kind that is not taken: " + facts.text, facts.text);
  return check_encoding(info.get(), public_key_der, facts);
}

}  // namespace certportal::x509
