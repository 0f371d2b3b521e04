// Answers as bytes. The one place where header lines are put together.
#include "http/response.h"

#include <algorithm>

#include "base/broken.h"
#include "base/text.h"
#include "http/token.h"

namespace certportal::http {
namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

Response with_type(int status, std::string_view type, std::string body) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", type);
  response.body = std::move(body);
  return response;
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  bool has_control =
      std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!is_token(name) || has_control) throw Broken("malformed value of header " + std::string(name));
  out.append(name).append(": ").append(value).append("\r\n");
}

bool is_file_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// A leading dot would hide the file; an empty name would make the browser choose one from the URL.
std::string harmless_file_name(std::string_view name) {
  std::string harmless;
  for (char c : name)
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) harmless += is_file_name_character(c) ? c : '_';
  if (harmless.empty()) return "download";
  if (harmless.front() == '.') harmless.front() = '_';
  return harmless;
}
}  // namespace

void Response::set_header(std::string name, std::string value) {
  for (auto& header : headers) {
    if (!same_name(header.first, name)) continue;
    header.second = std::move(value);
    return;
  }
  headers.emplace_back(std::move(name), std::move(value));
}

Response html(int status, std::string body) { return with_type(status, "text/html; charset=utf-8", std::move(body)); }
Response text(int status, std::string body) { return with_type(status, "text/plain; charset=utf-8", std::move(body)); }
Response json(int status, std::string body) { return with_type(status, "application/json", std::move(body)); }

Response redirect_see_other(std::string location) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Response file(std::string_view media_type, std::string_view file_name, std::string content) {
  Response response = with_type(200, media_type, std::move(content));
  std::string disposition = "attachment; filename=\"" + harmless_file_name(file_name) + "\"";
  bool is_ascii =
      std::all_of(file_name.begin(), file_name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!is_ascii && is_valid_utf8(file_name) && !has_control_characters(file_name))
    disposition += "; filename*=UTF-8''" + percent_encode(file_name);
  response.headers.emplace_back("Content-Disposition", std::move(disposition));
  return response;
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Unknown";
  }
}

void add_security_headers(Response& response) {
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
                      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  // Not no-referrer: with it browsers send "Origin: null" on form posts, and the Origin check refuses them.
  response.set_header("Referrer-Policy", "strict-origin");
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
  response.set_header("X-Frame-Options", "DENY");
  response.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

std::string to_cgi(const Response& response, bool is_head) {
  std::string out = "Status: " + std::to_string(response.status) + " ";
  out.reserve(1024 + response.body.size());
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    if (same_name(name, "Content-Length") || (response.no_store && same_name(name, "Cache-Control"))) continue;
    append_header(out, name, value);
  }
  for (const std::string& cookie : response.cookies) append_header(out, "Set-Cookie", cookie);
  if (response.no_store) append_header(out, "Cache-Control", "no-store");
  bool has_body = response.status != 204 && response.status != 304;
  if (has_body) append_header(out, "Content-Length", std::to_string(response.body.size()));
  out += "\r\n";
  if (has_body && !is_head) out += response.body;
  return out;
}

}  // namespace certportal::http
