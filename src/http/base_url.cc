// Strict: the address is an operator's, and a wrong one would show only when links and cookies fail.
#include "http/base_url.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace certportal::http {
namespace {
bool consists_of(std::string_view text, std::string_view punctuation) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           punctuation.find(c) != std::string_view::npos;
  });
}

bool is_host(std::string_view host) {
  if (host.starts_with('['))
    return host.size() > 2 && host.ends_with(']') && consists_of(host.substr(1, host.size() - 2), ":.");
  return !host.empty() && consists_of(host, ".-");
}

// The path goes into Set-Cookie and before every link as it stands, so it may need no escaping.
bool is_path(std::string_view path) {
  if (path.empty()) return true;
  return path.front() == '/' && !path.ends_with('/') && path.find("//") == std::string_view::npos &&
         consists_of(path, "/._~-");
}

bool parse_port(std::string_view text, unsigned& port) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port > 0 && port <= 65535;
}
}  // namespace

Result<BaseUrl> parse_base_url(std::string_view url) {
  auto refuse = [&](const char* why) { return Error{Code::invalid, "", "address '" + std::string(url) + "' " + why}; };
  BaseUrl base;
  base.is_https = url.starts_with("https://");
  if (!base.is_https && !url.starts_with("http://")) return refuse("must start with http:// or https://");
  std::string_view rest = url.substr(base.is_https ? 8 : 7);
  auto slash = rest.find('/');
  std::string_view authority = rest.substr(0, slash);
  if (slash != std::string_view::npos) base.path = rest.substr(slash);
  if (!is_path(base.path)) return refuse("has a path other than letters, digits, . _ ~ - and single slashes");
  const unsigned default_port = base.is_https ? 443 : 80;
  base.port = default_port;
  auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    if (!parse_port(authority.substr(colon + 1), base.port)) return refuse("has a malformed port");
    authority = authority.substr(0, colon);
  }
  if (!is_host(authority)) return refuse("has a malformed host name (write international names as xn--…)");
  base.host = to_lower_ascii(authority);
  base.origin = (base.is_https ? "https://" : "http://") + base.host;
  if (base.port != default_port) base.origin += ":" + std::to_string(base.port);
  return base;
}

}  // namespace certportal::http
