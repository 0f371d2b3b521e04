// Signed files (CMS, RFC 5652), and the self-signed certificate that an installation signs them with.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace certportal::x509 {

// A private key and its certificate, both PEM.
struct Signer {
  std::string key;
  std::string certificate;
};

// P-256, self-signed, for digital signatures only, valid for 20 years from `now`. `name`: its common name.
Signer make_signer(std::string_view name, Time now);

// The same for a key that is there already. Error (text in log): it is none in PEM, or cannot sign so.
Result<Signer> make_signer(std::string_view name, Time now, std::string_view key);

// Error (text in log): no key or certificate, or they do not belong together.
Result<void> check_signer(const Signer& signer);

// `content` enveloped in a SignedData (DER, binary, SHA-256, with the certificate and the signing time `now`).
// Throws Broken on a signer that check_signer() refuses.
std::string sign_cms(const Signer& signer, std::string_view content, Time now);

// SHA-256 (32 bytes) of the signer's certificate in `cms` (DER); nothing is verified.
// Error (text in log): it is not a SignedData with one signer, whose certificate it holds.
Result<std::string> signer_sha256(std::string_view cms);

}  // namespace certportal::x509
