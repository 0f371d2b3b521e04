// Which domain names a certificate may hold (orders.md, "What a CSR must be"), by the public suffix list (libpsl).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::model {

// A complete domain name that a public CA may issue for, as A-labels in lower case with "*." before a wildcard. Errors,
// all Code::invalid with the value NAME: NAME_EMPTY_LABEL, NAME_MALFORMED (what is no host name, NUL and blanks
// included), NAME_IS_ADDRESS (IP), NAME_IS_EMAIL, NAME_IS_URI, NAME_IS_LOCAL (localhost, a single label, .local, …),
// NAME_TOP_LEVEL_UNKNOWN (TOP), NAME_IS_SUFFIX (a public suffix itself), NAME_WILDCARD_PLACE ("a.*.example.org",
// "w*.example.org"), NAME_WILDCARD_SUFFIX ("*.de", "*.github.io").
Result<std::string> check_certificate_name(std::string_view text);

// Where the system keeps its list of public suffixes, which goes before libpsl's own; "" if libpsl knows no such place.
std::string suffix_list_file();

}  // namespace certportal::model
