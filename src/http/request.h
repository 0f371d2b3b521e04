// One request as the handlers see it, built from the CGI parameters of any web server. Knows no sockets and no routes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/form.h"

namespace certportal::http {

// A CGI parameter ("REQUEST_URI", "HTTP_COOKIE") by name; nullptr if the web server did not send it.
using ParameterLookup = std::function<const char*(const char*)>;

// Bounds of a request line; beyond them parse_request answers an error.
inline constexpr std::size_t kMaximumUri = 8192;

struct Request {
  std::string method;          // as sent: "HEAD" stays "HEAD"
  std::string path;            // decoded once, without the base path, starts with "/"
  std::string query;           // raw text behind the "?"
  Form parameters;             // the query, decoded
  std::string remote_address;  // REMOTE_ADDR, not yet looked at for proxies: see client_address.h
  std::string request_id;      // REQUEST_ID if it is 8 to 64 of [A-Za-z0-9_-], else made here (32 hex digits)
  std::string content_type;    // as sent
  ParameterLookup parameter;   // valid while the request is answered

  bool is_head() const { return method == "HEAD"; }
  bool is_get() const { return method == "GET" || is_head(); }  // asks only
  bool is_post() const { return method == "POST"; }

  // A header by its name in any case ("Accept-Language"); "" if absent. The view lives as long as the request.
  std::string_view header(std::string_view name) const;
};

// Takes the route from REQUEST_URI alone: the three web servers differ in SCRIPT_NAME and PATH_INFO. Never reads Host.
// `base_path` is "" or "/sub/folder"; the bare base path counts as "/". Errors: not_found (outside the base path, or a
// path with a malformed escape, an encoded slash, NUL, control character or invalid UTF-8), too_large (over
// kMaximumUri), invalid (method, query or CONTENT_LENGTH malformed).
Result<Request> parse_request(ParameterLookup parameter, std::string_view base_path);

// A request id for answers to requests that could not be parsed: 32 hex digits.
std::string make_request_id();

}  // namespace certportal::http
