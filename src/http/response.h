// One answer, whole before its first byte goes out, and its form for CGI and FastCGI (RFC 3875 6).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certportal::http {

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those that to_cgi writes by itself
  std::string body;
  std::vector<std::string> cookies;  // values of Set-Cookie, see cookie.h
  bool no_store = true;              // Cache-Control: no-store; cleared only for what may be kept

  void set_header(std::string name, std::string value);  // replaces one of that name (any case)
};

Response html(int status, std::string body);  // text/html; charset=utf-8
Response text(int status, std::string body);  // text/plain; charset=utf-8
Response json(int status, std::string body);

// 303. `location` is percent-encoded already: a path on this host (base path included), or an absolute URL.
Response redirect_see_other(std::string location);

// A download: Content-Disposition: attachment with the name, made harmless (RFC 6266): in filename, other than
// [A-Za-z0-9._-] becomes "_"; a name with non-ASCII letters goes along whole as filename*.
Response file(std::string_view media_type, std::string_view file_name, std::string content);

std::string_view reason_phrase(int status);

// Content-Security-Policy and its companions; the one place for them. Nothing is loaded from elsewhere, nothing inline.
void add_security_headers(Response& response);

// "Status: 200 OK\r\n…\r\n\r\nbody"; for HEAD without the body but with its Content-Length. Throws Broken if a header's
// name is no token or its value holds CR, LF, NUL or another control character.
std::string to_cgi(const Response& response, bool is_head);

}  // namespace certportal::http
