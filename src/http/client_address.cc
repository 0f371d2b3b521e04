// Proxies' headers, read from the right: only what a trusted proxy appended is believed.
#include "http/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace certportal::http {
namespace {
// The one spelling of an address; "" if the text is none.
std::string canonical(std::string_view text) {
  std::string copy(trim(text));
  char buffer[INET6_ADDRSTRLEN];
  in_addr v4;
  if (inet_pton(AF_INET, copy.c_str(), &v4) == 1) return inet_ntop(AF_INET, &v4, buffer, sizeof buffer);
  in6_addr v6;
  if (inet_pton(AF_INET6, copy.c_str(), &v6) != 1) return "";
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    std::memcpy(&v4, v6.s6_addr + 12, sizeof v4);
    return inet_ntop(AF_INET, &v4, buffer, sizeof buffer);
  }
  return inet_ntop(AF_INET6, &v6, buffer, sizeof buffer);
}

// nginx names a peer on a unix socket "unix:", which is compared as it stands.
bool is_trusted(const std::string& address, const std::vector<std::string>& trusted) {
  return std::any_of(trusted.begin(), trusted.end(),
                     [&](const std::string& proxy) { return proxy == address || canonical(proxy) == address; });
}
}  // namespace

std::string client_address(std::string_view remote, std::string_view header_value,
                           const std::vector<std::string>& trusted_proxies) {
  std::string peer = canonical(remote);
  if (peer.empty()) peer = remote;
  if (peer.empty()) return peer;
  if (trim(header_value).empty() || !is_trusted(peer, trusted_proxies)) return peer;
  auto entries = split(header_value, ',');
  std::string address;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    address = canonical(*entry);
    if (address.empty()) return peer;
    if (!is_trusted(address, trusted_proxies)) return address;
  }
  return address;
}

}  // namespace certportal::http
