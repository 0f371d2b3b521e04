// Parameters in, Request out. Everything here may be written by an attacker.
#include "http/request.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/random.h"
#include "base/text.h"

namespace certportal::http {
namespace {
std::string_view value_of(const ParameterLookup& parameter, const char* name) {
  const char* value = parameter(name);
  return value ? std::string_view(value) : std::string_view();
}

Error not_found(const char* why) { return Error{Code::not_found, "NOT_FOUND", why}; }
Error invalid(const char* why) { return Error{Code::invalid, "REQUEST_MALFORMED", why}; }

bool is_method(std::string_view method) {
  return !method.empty() && method.size() <= 20 &&
         std::all_of(method.begin(), method.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

bool is_request_id(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

Result<std::size_t> parse_length(std::string_view text) {
  std::size_t length = 0;
  if (text.empty()) return length;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc{} || end != text.data() + text.size()) return invalid("CONTENT_LENGTH malformed");
  return length;
}

// An encoded slash is refused: proxies disagree on what it means, so a path rule of theirs could be passed by.
bool has_encoded_slash(std::string_view raw) {
  return raw.find("%2F") != std::string_view::npos || raw.find("%2f") != std::string_view::npos;
}

Result<std::string> parse_path(std::string_view raw, std::string_view base_path) {
  if (!raw.starts_with('/')) return not_found("path does not start with a slash");
  if (has_encoded_slash(raw)) return not_found("encoded slash in the path");
  auto path = percent_decode(raw, false);
  if (!path) return not_found("malformed path");
  if (has_control_characters(*path)) return not_found("control character in the path");
  if (!path->starts_with(base_path)) return not_found("outside the base path");
  path->erase(0, base_path.size());
  if (path->empty()) return std::string("/");
  if (path->front() != '/') return not_found("outside the base path");
  return path;
}
}  // namespace

std::string_view Request::header(std::string_view name) const {
  std::string variable = "HTTP_";
  for (char c : name) variable += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  if (variable == "HTTP_CONTENT_TYPE") return content_type;  // CGI names this one without HTTP_
  return value_of(parameter, variable.c_str());
}

std::string make_request_id() { return to_hex(random_bytes(16)); }

Result<Request> parse_request(ParameterLookup parameter, std::string_view base_path) {
  Request request;
  request.method = value_of(parameter, "REQUEST_METHOD");
  if (!is_method(request.method)) return invalid("malformed method");
  std::string_view uri = value_of(parameter, "REQUEST_URI");
  if (uri.size() > kMaximumUri) return Error{Code::too_large, "REQUEST_TOO_LARGE", "REQUEST_URI too long"};
  auto question = uri.find('?');
  auto path = parse_path(uri.substr(0, question), base_path);
  if (!path) return path.error();
  request.path = std::move(*path);
  if (question != std::string_view::npos) request.query = uri.substr(question + 1);
  auto parameters = Form::parse(request.query);
  if (!parameters) return parameters.error();
  request.parameters = std::move(*parameters);
  if (auto length = parse_length(value_of(parameter, "CONTENT_LENGTH")); !length) return length.error();
  request.content_type = value_of(parameter, "CONTENT_TYPE");
  request.remote_address = value_of(parameter, "REMOTE_ADDR");
  std::string_view id = value_of(parameter, "REQUEST_ID");
  request.request_id = is_request_id(id) ? std::string(id) : make_request_id();
  request.parameter = std::move(parameter);
  return request;
}

}  // namespace certportal::http
