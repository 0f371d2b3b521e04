// Inside of this folder only: knows a private key when it sees one, so that it is refused with a warning.
#pragma once

#include <string_view>

namespace certportal::x509 {

// True if a private key stands anywhere in what somebody pasted or uploaded: PEM of any kind, its Base64 without the
// lines around it, DER (PKCS#8, encrypted or not, PKCS#1, SEC 1), OpenSSH's and PuTTY's files, JWK, .NET's XML, key
// stores (PKCS#12, Java); each of them also in Base64 (Kubernetes' secrets) or hexadecimal digits, behind "key=", in
// quotes. Cut off and damaged ones count: enough of them may have been seen. Keeps no copy.
bool holds_private_key(std::string_view text);

}  // namespace certportal::x509
