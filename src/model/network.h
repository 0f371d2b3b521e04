// The network that a client's address counts for in throttles.
#pragma once

#include <string>
#include <string_view>

namespace certportal::model {

// IPv4: the address itself, also of an IPv4-mapped IPv6 address; IPv6: its /64, "2001:db8:1:2::/64". Else "unknown".
// At most 43 characters.
std::string network_of(std::string_view address);

}  // namespace certportal::model
