// Inside of this folder only: the facts of a public key in whatever holds one.
#pragma once

#include <string>

#include "x509/certificate.h"
#include "x509/fence.h"

namespace certportal::x509 {

PublicKey read_public_key(X509_PUBKEY* info);

// The SubjectPublicKeyInfo as the Baseline Requirements 7.1.3.1 and RFC 5480 2.2 want it (RSA's parameters NULL, the
// curve by its name, its point uncompressed): one key has one, whatever encoding it came in. As it came if OpenSSL
// cannot read the key.
std::string canonical_public_key_der(X509_PUBKEY* info);

}  // namespace certportal::x509
