// Inside of this folder only: the facts of a public key in whatever holds one.
#pragma once

#include "x509/certificate.h"
#include "x509/fence.h"

namespace certportal::x509 {

PublicKey read_public_key(X509_PUBKEY* info);

}  // namespace certportal::x509
