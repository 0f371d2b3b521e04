// Inside of this folder only: takes a request out of what somebody pasted or uploaded.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::x509 {

// The bytes of the one request in the text, PEM, or DER as it is; UTF-8 with or without its mark, or UTF-16, which
// PowerShell writes. Errors as those of Csr::read(): CSR_EMPTY, CSR_IS_CERTIFICATE, CSR_SURROUNDED, CSR_MALFORMED.
Result<std::string> csr_bytes(std::string_view text);

}  // namespace certportal::x509
