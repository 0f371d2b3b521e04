// Cookies in (RFC 6265 5.4) and out (4.1.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/base_url.h"

namespace certportal::http {

// The value of the cookie `name` in a Cookie header, "" if absent; of two of one name the first, which browsers make
// the one with the longer path. A view into `header`.
std::string_view cookie_value(std::string_view header, std::string_view name);

// The value of a Set-Cookie header: always HttpOnly; SameSite=Lax. Without `max_age` it ends with the browser session;
// 0 deletes. Precondition, checked (throws Broken): name is a token, value holds [A-Za-z0-9._~-] only, path starts
// with "/".
std::string make_cookie(std::string_view name, std::string_view value, std::string_view path,
                        std::optional<Seconds> max_age, bool is_secure);

// Which names and paths cookies bear. https at the root: __Host-NAME; https below a sub-folder: __Secure-NAME with that
// path; plain http: NAME_PORT, as cookies ignore ports and two stacks on one host would sign each other's users out.
class CookieNames {
 public:
  explicit CookieNames(const BaseUrl& base);

  std::string name(std::string_view plain) const;  // "session" → "__Host-session"

  // The value sent for the cookie `plain`, "" if none.
  std::string_view read(std::string_view cookie_header, std::string_view plain) const;

  // Values for Response::cookies.
  std::string set(std::string_view plain, std::string_view value, std::optional<Seconds> max_age = std::nullopt) const;
  std::string clear(std::string_view plain) const;

 private:
  std::string prefix_;
  std::string suffix_;
  std::string path_;
  bool is_secure_;
};

}  // namespace certportal::http
