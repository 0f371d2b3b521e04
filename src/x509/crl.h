// Certificate revocation lists (RFC 5280 5), as an authority signs them and as they are read again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "x509/certificate.h"
#include "x509/signing_key.h"

namespace certportal::x509 {

struct RevokedCertificate {
  std::string serial;  // hexadecimal
  Time revoked_at{};
  int reason = 0;  // RFC 5280 5.3.1; 0, unspecified, is left out as the RFC wants it

  bool operator==(const RevokedCertificate&) const = default;
};

struct CrlContent {
  std::uint64_t number = 0;
  Time this_update{}, next_update{};
  std::vector<RevokedCertificate> entries;
};

// Whether it is a serial number in hexadecimal, of a length that certificates have (RFC 5280 4.1.2.2).
bool is_serial(std::string_view hex);

// Version 2 with CRL number and authority key identifier, in DER. Throws Broken if the key cannot sign. Precondition:
// serials are such.
std::string sign_crl(const Certificate& issuer, const PrivateKey& key, const CrlContent& content);

// What a CRL says; its signature is not looked at. Error (text in log): it is none in DER, or has no number or no end.
Result<CrlContent> read_crl(std::string_view der);

// The number alone, without walking over the entries. Error likewise.
Result<std::uint64_t> read_crl_number(std::string_view der);

}  // namespace certportal::x509
