// A certification authority: its certificate and key, and what it signs. The profile of a server certificate is that of
// RFC 5280 and of the Baseline Requirements of the CA/Browser Forum (7.1.2.7), as far as they make sense for a CA that
// no browser knows: no timestamps of a transparency log, no policy of theirs, no OCSP.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "x509/certificate.h"
#include "x509/signing_key.h"

namespace certportal::x509 {

// Of a server certificate. Subject: C, L, O where given, then the common name if it has at most 64 characters (RFC 5280
// A.1, ub-common-name); where nothing is left the subject is empty and the alternative names are critical.
struct LeafContent {
  std::string public_key;                   // SubjectPublicKeyInfo, DER
  std::string common_name;                  // A-labels
  std::vector<std::string> names;           // dNSNames, A-labels
  std::string organisation, city, country;  // UTF-8, "" if absent
  std::string serial;                       // big-endian bytes
  Time not_before{}, not_after{};
};

// Of a CA's certificate: it may sign certificates and CRLs.
struct CaContent {
  std::string common_name;  // UTF-8, at most 64 characters
  Time not_before{}, not_after{};
  std::optional<long> path_length;
};

// Where a certificate's reader finds the issuer's certificate and CRL (RFC 5280 4.2.2.1, 4.2.1.13); "": not said.
struct Publication {
  std::string certificate_url;
  std::string crl_url;
};

// Self-signed, in DER, with a random serial number. Throws Broken if the key cannot sign.
std::string make_root(const PrivateKey& key, const CaContent& content);

class Authority {
 public:
  // Error (text in log): the key is another's, or the certificate is not that of a CA with a subject and a subject key
  // identifier that may sign certificates and CRLs.
  static Result<Authority> make(Certificate certificate, PrivateKey key);

  const Certificate& certificate() const { return certificate_; }
  const PrivateKey& key() const { return key_; }

  // In DER; its signature was verified. Error (text in log): a content that RFC 5280 does not allow, or dates beyond
  // the authority's own end. Throws Broken if the key cannot sign.
  Result<std::string> sign_leaf(const LeafContent& content, const Publication& publication) const;

  // That of a CA below this one, for certificates of servers only, whose key is `subject_key` (SubjectPublicKeyInfo);
  // random serial number.
  std::string sign_ca(std::string_view subject_key, const CaContent& content, const Publication& publication) const;

 private:
  Authority(Certificate certificate, PrivateKey key) : certificate_(std::move(certificate)), key_(std::move(key)) {}

  Certificate certificate_;
  PrivateKey key_;
};

}  // namespace certportal::x509
