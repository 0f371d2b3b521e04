// "METHOD /path" against the portal's own table of routes: a match is exactly its pattern, and never leads outside.
#include "http/router.h"

#include "base/text.h"
#include "fuzz.h"

using namespace certportal;

namespace {

struct Row {
  std::string_view method, pattern;
};

constexpr Row kRows[] = {
#include "routes.inc"
};

http::Router make_router() {
  http::Router router;
  for (const Row& row : kRows) router.add(row.method, row.pattern);
  return router;
}

// The pattern with its captures put in.
std::string filled(std::string_view pattern, const http::RouteMatch& match) {
  std::string path;
  for (std::string_view part : split(pattern.substr(1), '/')) {
    path += '/';
    if (!part.starts_with(':')) {
      path += part;
      continue;
    }
    std::size_t dot = std::min(part.find('.'), part.size());
    path += std::string(match.capture(part.substr(1, dot - 1))) + std::string(part.substr(dot));
  }
  return path;
}

void check_found(std::string_view method, std::string_view path, const http::RouteMatch& match) {
  const Row& route = kRows[match.row];
  fuzz::demand(route.method == method || (route.method == "GET" && method == "HEAD"), "a route has its method");
  fuzz::demand(filled(route.pattern, match) == path, "a path is its pattern with the captures put in");
  for (std::size_t i = 0; i < match.capture_count; ++i) {
    std::string_view value = match.captures[i].value;
    fuzz::demand(!value.empty() && value.find('/') == value.npos, "a capture is one segment, or a part of one");
  }
  if (path == "/") return;
  for (std::string_view segment : split(path.substr(1), '/'))
    fuzz::demand(!segment.empty() && segment != "." && segment != "..", "no route has an empty segment or dots");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const http::Router router = make_router();
  std::string_view text = fuzz::as_text(data, size);
  std::string_view method = text.substr(0, text.find(' '));
  std::string_view path = text.substr(std::min(method.size() + 1, text.size()));
  http::RouteMatch match = router.match(method, path);
  if (match.kind == http::RouteMatch::Kind::found) check_found(method, path, match);
  if (match.kind != http::RouteMatch::Kind::method_not_allowed) return 0;
  fuzz::demand(!match.allow.empty(), "a refused method names the ones that are not");
  for (std::string_view allowed : split(match.allow, ',')) {
    http::RouteMatch other = router.match(trim(allowed), path);
    fuzz::demand(other.kind == http::RouteMatch::Kind::found, "an allowed method is found");
    check_found(trim(allowed), path, other);
  }
  return 0;
}
