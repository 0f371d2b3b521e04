// Inside of this folder only: OpenSSL's names as those of x509/name.h.
#pragma once

#include "x509/fence.h"
#include "x509/name.h"

namespace certportal::x509 {

Name read_name(const X509_NAME* name);
AlternativeName read_general_name(const GENERAL_NAME* name);

}  // namespace certportal::x509
