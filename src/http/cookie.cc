// Cookies; no cookie is written whose name, value or path could end the header or another cookie.
#include "http/cookie.h"

#include "base/broken.h"
#include "base/text.h"
#include "http/token.h"

namespace certportal::http {

std::string_view cookie_value(std::string_view header, std::string_view name) {
  for (std::string_view pair : split(header, ';')) {
    pair = trim(pair);
    auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

std::string make_cookie(std::string_view name, std::string_view value, std::string_view path,
                        std::optional<Seconds> max_age, bool is_secure) {
  constexpr std::string_view kValue = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";
  if (!is_token(name) || value.find_first_not_of(kValue) != std::string_view::npos || !path.starts_with('/') ||
      path.find(';') != std::string_view::npos || has_control_characters(path))
    throw Broken("malformed cookie " + std::string(name));
  std::string cookie(name);
  cookie.append("=").append(value).append("; Path=").append(path);
  if (max_age) cookie += "; Max-Age=" + std::to_string(max_age->count());
  cookie += "; HttpOnly; SameSite=Lax";
  if (is_secure) cookie += "; Secure";
  return cookie;
}

CookieNames::CookieNames(const BaseUrl& base) : path_(base.path.empty() ? "/" : base.path), is_secure_(base.is_https) {
  if (is_secure_)
    prefix_ = base.path.empty() ? "__Host-" : "__Secure-";
  else
    suffix_ = "_" + std::to_string(base.port);
}

std::string CookieNames::name(std::string_view plain) const { return prefix_ + std::string(plain) + suffix_; }

std::string_view CookieNames::read(std::string_view cookie_header, std::string_view plain) const {
  return cookie_value(cookie_header, name(plain));
}

std::string CookieNames::set(std::string_view plain, std::string_view value, std::optional<Seconds> max_age) const {
  return make_cookie(name(plain), value, path_, max_age, is_secure_);
}

std::string CookieNames::clear(std::string_view plain) const { return set(plain, "", Seconds{0}); }

}  // namespace certportal::http
