// The configured public address, taken apart. Links, cookies and the Origin check come from here, never from Host.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::http {

struct BaseUrl {
  bool is_https = false;
  std::string host;    // "portal.example.org", "[::1]"; lower case
  unsigned port = 0;   // the scheme's default if the address names none
  std::string path;    // "" or "/sub/folder"
  std::string origin;  // as browsers send it: "https://portal.example.org", with the port unless it is the default
};

// `url` as checked by Config (no slash at its end). Code::invalid with a text for the log.
Result<BaseUrl> parse_base_url(std::string_view url);

}  // namespace certportal::http
