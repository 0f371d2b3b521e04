// Inside of this folder only: one extension as a person reads it.
#pragma once

#include "x509/certificate.h"
#include "x509/fence.h"

namespace certportal::x509 {

// A value that OpenSSL does not know is dumped, one it knows but cannot read too.
Extension read_extension(X509_EXTENSION* extension);

}  // namespace certportal::x509
