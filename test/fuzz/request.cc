// First line: the base path; the rest: FastCGI parameters, NAME=value a line.
#include "http/request.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "fcgi/parameters.h"
#include "fuzz.h"
#include "http/client_address.h"
#include "http/response.h"
#include "model/next_path.h"

using namespace certportal;

namespace {

bool is_clean(std::string_view text) { return is_valid_utf8(text) && !has_control_characters(text); }

void check_parts(const http::Request& request) {
  fuzz::demand(request.path.starts_with('/') && is_clean(request.path), "a path is clean and begins with a slash");
  fuzz::demand(is_clean(request.method) && !request.method.empty(), "a method is clean");
  fuzz::demand(request.request_id.size() >= 8 && request.request_id.size() <= 64 && is_clean(request.request_id),
               "a request id is short and clean");
  fuzz::demand(request.header("content-type") == request.content_type, "the media type is a header, too");
}

// The same request with its path written again.
void check_again(const http::Request& request, const std::string& base_path) {
  std::string uri = base_path;
  for (std::string_view segment : split(std::string_view(request.path).substr(1), '/'))
    uri += "/" + percent_encode(segment);
  uri += "?" + request.query;
  if (uri.size() > http::kMaximumUri) return;
  auto parameter = [&](const char* name) { return name == std::string_view("REQUEST_URI") ? uri.c_str() : "GET"; };
  auto only_those = [&](const char* name) {
    return std::string_view(name).starts_with("REQUEST_") && name != std::string_view("REQUEST_ID") ? parameter(name)
                                                                                                    : nullptr;
  };
  auto same = http::parse_request(only_those, base_path);
  fuzz::demand(same && same->path == request.path && same->parameters.fields() == request.parameters.fields(),
               "an encoded path is the same path");
}

void check_answers(const http::Request& request) {
  const std::vector<std::string> trusted = {"unix:", "127.0.0.1", "2001:db8::1"};
  std::string client = http::client_address(request.remote_address, request.header("X-Forwarded-For"), trusted);
  fuzz::demand(client == request.remote_address || http::client_address(client, "", trusted) == client,
               "a client's address is in its one spelling");
  std::string next(request.parameters.get("next"));
  if (!model::is_safe_next(next)) return;
  fuzz::demand(next.starts_with('/') && !next.starts_with("//") && next.find('\\') == next.npos, "next stays here");
  http::to_cgi(http::redirect_see_other(next), request.is_head());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::as_text(data, size);
  std::string base_path(fuzz::take_line(text));
  if (!base_path.empty() &&
      (!base_path.starts_with('/') || base_path.ends_with('/') || percent_encode(base_path) != base_path))
    base_path = "/portal";
  std::vector<std::string> lines;
  while (!text.empty()) lines.emplace_back(fuzz::take_line(text));
  std::vector<const char*> pointers;
  for (const std::string& line : lines) pointers.push_back(line.c_str());
  pointers.push_back(nullptr);
  fcgi::Parameters parameters(pointers.data());
  auto request = http::parse_request([&](const char* name) { return parameters.find(name); }, base_path);
  if (!request) return 0;
  check_parts(*request);
  check_again(*request, base_path);
  check_answers(*request);
  return 0;
}
