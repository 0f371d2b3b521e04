// First line: base_url; second: a cookie's value; the rest: a Cookie header. What we set is read back and nothing else,
// and no Set-Cookie can end its header.
#include "http/cookie.h"

#include "base/broken.h"
#include "base/text.h"
#include "fuzz.h"
#include "http/response.h"

using namespace certportal;

namespace {

void check_header(std::string_view header) {
  for (std::string_view pair : split(header, ';')) {
    std::string_view name = trim(pair).substr(0, trim(pair).find('='));
    std::string_view value = http::cookie_value(header, name);
    fuzz::demand(value.find(';') == value.npos, "a cookie ends at the semicolon");
    fuzz::demand(value.empty() || (value.data() >= header.data() && value.end() <= header.end()),
                 "a value is a part of the header");
  }
}

void check_set(const http::CookieNames& names, std::string_view value, std::string_view others) {
  std::string cookie;
  try {
    cookie = names.set("session", value, Seconds{60});
  } catch (const Broken&) {
    return;
  }
  std::string pair = cookie.substr(0, cookie.find(';'));
  fuzz::demand(names.read(pair, "session") == value, "what is set is read");
  fuzz::demand(names.read(pair + "; " + std::string(others), "session") == value, "the first of a name counts");
  fuzz::demand(names.read(pair, "sessio").empty() && names.read(pair, "session_").empty(), "other names read nothing");
  http::Response response = http::text(200, "");
  response.cookies = {cookie, names.clear("session")};
  fuzz::demand(split(http::to_cgi(response, false), '\n').size() == 8, "a cookie is one line");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view header = fuzz::as_text(data, size);
  auto base = http::parse_base_url(fuzz::take_line(header));
  std::string_view value = fuzz::take_line(header);
  check_header(header);
  if (!base) return 0;
  auto again = http::parse_base_url(base->origin + base->path);
  fuzz::demand(again && again->origin == base->origin && again->path == base->path && again->port == base->port,
               "an address taken apart and put together is the same");
  http::CookieNames names(*base);
  names.clear("session");  // an address that is accepted does for cookies
  check_set(names, value, header);
  return 0;
}
