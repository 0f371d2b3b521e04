// A certificate signing request (PKCS#10, RFC 2986): what somebody pasted or uploaded, read strictly, and its facts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "x509/certificate.h"
#include "x509/name.h"

struct X509_req_st;

namespace certportal::x509 {

// Names that a request asks for, as they stand in it.
struct RequestedExtension {
  std::string oid;
  std::string name;  // "X509v3 Key Usage"; the OID of an unknown one
  std::string text;  // as OpenSSL prints it
};

// A value: copies share the parsed form, which never changes.
class Csr {
 public:
  static constexpr std::size_t kMaxBytes = 64 << 10;

  // Exactly one request, PEM (blanks around it are fine, text is not) or DER. Errors, all Code::invalid:
  //   PRIVATE_KEY_PASTED  a private key, in PEM or DER, alone or beside anything, of whatever size: it is burnt now; no
  //                       copy of it is kept here, and the caller keeps none either
  //   CSR_EMPTY
  //   CSR_TOO_LARGE       more than kMaxBytes
  //   CSR_IS_CERTIFICATE  a certificate instead
  //   CSR_SURROUNDED      text, or another block, before or behind the request
  //   CSR_MALFORMED       no request: bad Base64, not DER, trailing bytes, an unknown version, ambiguous extensions
  //   CSR_SIGNATURE_WRONG not signed by its own key (proof of possession)
  //   KEY_ALGORITHM       (value KEY) of a key that OpenSSL cannot read, whose signature nobody can verify
  static Result<Csr> read(std::string_view text);

  // What read() gave, as stored. Throws Broken if it is none.
  static Csr from_stored(std::string_view der);

  const std::string& der() const { return der_; }
  std::string pem() const;  // "-----BEGIN CERTIFICATE REQUEST-----" (RFC 7468 7)

  Name subject() const;
  std::vector<std::string> common_names() const;               // as written; more than one is possible
  std::vector<AlternativeName> all_alternative_names() const;  // of the extension request (RFC 2985 5.4.2)
  std::vector<RequestedExtension> other_extensions() const;    // asked for beside the alternative names
  bool has_challenge_password() const;                         // RFC 2985 5.4.1
  PublicKey public_key() const;
  std::string public_key_der() const;  // SubjectPublicKeyInfo

 private:
  Csr(std::string der, std::shared_ptr<X509_req_st> parsed) : der_(std::move(der)), parsed_(std::move(parsed)) {}

  std::string der_;
  std::shared_ptr<X509_req_st> parsed_;
};

// Whether what read() refused may be shown to its sender again: it holds no private key that is recognised, and it has
// the first line of a request or certificate in PEM, or is too short for any key. All else could be a key in a form
// that nobody has thought of.
bool is_no_secret(std::string_view text);

// What is weak about a public key (SubjectPublicKeyInfo, DER), as far as one can compute it without breaking it: sizes
// and kinds (RSA of 2048-8192 bits, a multiple of 8, with an odd exponent from 65537, P-256, P-384, P-521 by their
// names, Ed25519), the one encoding that a certificate may hold (RSA's parameters NULL, an EC point uncompressed), the
// fingerprint of CVE-2017-15361 (ROCA), factors below 2^16, primes close to each other (Fermat's method, 100 steps), a
// modulus that is a prime or a power of one. The first finding only.
// Errors, all Code::invalid: KEY_ALGORITHM, KEY_ENCODING, KEY_SIZE, KEY_EXPONENT, KEY_ROCA, KEY_SMALL_FACTOR,
// KEY_CLOSE_PRIMES, KEY_MODULUS; value KEY ("RSA 1024").
Result<void> check_key(std::string_view public_key_der);

}  // namespace certportal::x509
