// An X.509 certificate and all its facts, each computed when asked for. A value: copies share the parsed form, which
// never changes. Whatever a certificate holds, the texts are valid UTF-8 (see x509/name.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "x509/name.h"

struct x509_st;

namespace certportal::x509 {

struct PublicKey {
  std::string algorithm;  // "RSA", "RSA-PSS", "EC", "Ed25519"; OpenSSL's name or the OID of another
  int bits = 0;           // 0 if OpenSSL cannot read the key
  std::string text;       // "RSA 2048", "RSA-PSS 3072", "EC P-256", "Ed25519"
  std::string sha256;     // 32 bytes: SHA-256 of the SubjectPublicKeyInfo in its one standard encoding: the same for
                          // every certificate and request of the key, however they encode it
};

struct SignatureAlgorithm {
  std::string name;  // "sha256WithRSAEncryption"; the OID of an unknown one
  std::string text;  // "RSA, SHA-256", "RSA-PSS, SHA-256", "ECDSA, SHA-384", "Ed25519"; else `name`
};

struct Extension {
  std::string oid;   // "2.5.29.17"
  std::string name;  // "X509v3 Subject Alternative Name"; the OID of an unknown one
  bool critical = false;
  std::string text;  // as OpenSSL prints it, several lines perhaps; a dump of an unknown one
};

// RFC 5280 4.2.1.9; an absent extension is {}.
struct BasicConstraints {
  bool present = false;
  bool ca = false;
  std::optional<long> path_length;
};

class Certificate {
 public:
  static constexpr std::size_t kMaxBytes = 64 << 10;

  // Reads exactly one certificate in DER. Errors CERTIFICATE_INVALID (log says what: not a certificate, trailing
  // bytes, not DER, unreadable dates) and CERTIFICATE_TOO_LARGE (more than kMaxBytes).
  static Result<Certificate> from_der(std::string_view der);

  const std::string& der() const { return der_; }  // exactly the bytes given to from_der
  bool operator==(const Certificate& other) const { return der_ == other.der_; }

  Name subject() const;
  Name issuer() const;
  std::string common_name() const;                             // the subject's most specific one; "" if there is none
  std::vector<std::string> dns_names() const;                  // the dNSName entries, in order, as written
  std::vector<AlternativeName> all_alternative_names() const;  // in order

  int version() const;             // 1, 2, 3
  std::string serial_hex() const;  // lower case, two digits a byte as OpenSSL prints it, "-" before a negative one
  Time not_before() const;
  Time not_after() const;  // the last second of validity (RFC 5280 4.1.2.5)
  bool is_valid_at(Time time) const { return not_before() <= time && time <= not_after(); }

  PublicKey public_key() const;
  SignatureAlgorithm signature_algorithm() const;
  std::string fingerprint_sha256() const;  // 32 bytes
  std::string fingerprint_sha1() const;    // 20 bytes

  bool is_self_issued() const;         // subject and issuer are the same name
  bool is_self_signed() const;         // and the signature verifies with its own key
  bool is_ca() const;                  // basicConstraints say so, or a self-signed certificate of version 1
  bool may_sign_certificates() const;  // is_ca(), and keyCertSign wherever there is a key usage
  bool is_signed_by(const Certificate& issuer) const;  // names, key identifier, signature fit; no dates, no CA flag

  std::string subject_key_identifier() const;    // bytes; "" if absent
  std::string authority_key_identifier() const;  // bytes of its keyIdentifier; "" if absent

  std::vector<Extension> extensions() const;            // all, in order
  std::vector<std::string> key_usage() const;           // RFC 5280 4.2.1.3: "digitalSignature", "keyEncipherment", …
  std::vector<std::string> extended_key_usage() const;  // "serverAuth", "clientAuth", …; the OID of an unknown one
  BasicConstraints basic_constraints() const;
  std::vector<std::string> crl_uris() const;        // CRL distribution points
  std::vector<std::string> ocsp_uris() const;       // authority information access
  std::vector<std::string> ca_issuer_uris() const;  // authority information access
  std::vector<std::string> policy_oids() const;
  int sct_count() const;         // signed certificate timestamps embedded (RFC 6962)
  bool has_must_staple() const;  // TLS feature status_request (RFC 7633)

  std::string text() const;  // `openssl x509 -text -noout -nameopt oneline,utf8,-esc_msb`

 private:
  Certificate(std::string der, std::shared_ptr<x509_st> parsed) : der_(std::move(der)), parsed_(std::move(parsed)) {}

  std::string der_;
  std::shared_ptr<x509_st> parsed_;
};

}  // namespace certportal::x509
