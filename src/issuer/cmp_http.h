// One CMP message by HTTP to the CA and its answer back (RFC 6712), within a time limit that holds whatever the CA
// does.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::issuer {

struct CmpAddress {
  std::string host, port, path;
};

// Of an http:// address. Error (text in log).
Result<CmpAddress> parse_cmp_url(const std::string& url);

// The body of the answer: one object in DER, whose content is not checked, at most 100 KiB. A refused connection fails
// at once; only looking up a host's name may take the resolver's own time. No proxy is asked. Error (text in log, one
// English sentence without its full stop): not reachable, silent until `deadline`, or no answer to a CMP message.
Result<std::string> post_cmp(const CmpAddress& address, std::string_view message,
                             std::chrono::steady_clock::time_point deadline);

}  // namespace certportal::issuer
