// Who is at the other end, where proxies stand between. Throttles count by this address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certportal::http {

// `remote` (REMOTE_ADDR), unless it is one of `trusted_proxies`: then the right-most address of `header_value`
// (X-Forwarded-For or the like) that is not one of them; whatever stands left of it anybody could have written. An
// absent header, or one whose entry at that place is no address, gives `remote`. IPv6 in its shortest form, IPv4
// mapped into IPv6 as IPv4.
std::string client_address(std::string_view remote, std::string_view header_value,
                           const std::vector<std::string>& trusted_proxies);

}  // namespace certportal::http
