#include "model/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace certportal::model {

namespace {
constexpr unsigned char kMappedPrefix[12] = {0, 0, 0, 0, 0,    0,
                                             0, 0, 0, 0, 0xff, 0xff};  // ::ffff:0:0/96, RFC 4291 2.5.5.2

std::string to_text(int family, const void* binary) {
  char text[INET6_ADDRSTRLEN] = "";
  return inet_ntop(family, binary, text, sizeof text) ? text : "unknown";
}
}  // namespace

std::string network_of(std::string_view address) {
  unsigned char binary[16] = {};
  std::string text(address.substr(0, INET6_ADDRSTRLEN));
  if (text.find('\0') != std::string::npos || text.size() != address.size()) return "unknown";
  if (inet_pton(AF_INET, text.c_str(), binary) == 1) return to_text(AF_INET, binary);
  if (inet_pton(AF_INET6, text.c_str(), binary) != 1) return "unknown";
  if (std::memcmp(binary, kMappedPrefix, sizeof kMappedPrefix) == 0) return to_text(AF_INET, binary + 12);
  std::fill(binary + 8, binary + 16, static_cast<unsigned char>(0));
  return to_text(AF_INET6, binary) + "/64";
}

}  // namespace certportal::model
