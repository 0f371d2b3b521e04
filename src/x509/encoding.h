// Encodings for downloads, byte for byte as the openssl command writes them; and digests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certportal::x509 {

// "-----BEGIN CERTIFICATE-----", lines of 64 columns, "-----END CERTIFICATE-----", each ending in a line feed
// (RFC 7468 5). Any bytes are taken.
std::string pem(std::string_view der);

// Certificates (DER each) in this order as a PKCS#7 SignedData without signers, in PEM ("BEGIN PKCS7"), as
// `openssl crl2pkcs7 -nocrl` makes it. Throws Broken if one is no certificate: what is stored always is one.
std::string p7b(const std::vector<std::string>& ders);

std::string sha256(std::string_view bytes);      // 32 bytes
std::string sha1(std::string_view bytes);        // 20 bytes; for fingerprints only
std::string sha256_hex(std::string_view bytes);  // 64 digits, lower case
// "AB:CD:…", as browsers and openssl show fingerprints.
std::string colon_hex(std::string_view bytes);

}  // namespace certportal::x509
