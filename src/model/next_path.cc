#include "model/next_path.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace certportal::model {

namespace {
constexpr std::size_t kLongestPath = 512;
constexpr std::string_view kTokenPages[] = {"/register/confirm",      "/password/reset",      "/handover",
                                            "/handover/accept",       "/handover/decline",    "/invitation/refuse",
                                            "/account/email/confirm", "/account/email/refuse"};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_token_page(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return std::any_of(std::begin(kTokenPages), std::end(kTokenPages), [&](std::string_view page) {
    return path.size() >= page.size() && path.substr(path.size() - page.size()) == page;  // below any base path
  });
}

bool has_dot_segment(std::string_view path) {
  for (std::string_view segment : split(path, '/'))
    if (segment == "." || segment == "..") return true;
  return false;
}
}  // namespace

bool is_safe_next(std::string_view path) {
  auto is_printable = [](char c) { return c > ' ' && c < '\x7f'; };
  if (path.empty() || path[0] != '/' || path.size() > kLongestPath) return false;
  if (!std::all_of(path.begin(), path.end(), is_printable)) return false;
  std::string decoded = to_lower_ascii(decode(path));
  auto is_bad = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '\\'; };
  if (decoded.substr(0, 2) == "//" || std::any_of(decoded.begin(), decoded.end(), is_bad)) return false;
  if (decoded.find("token=") != std::string::npos) return false;
  std::string page = decode(path.substr(0, path.find_first_of("?#")));
  return !is_token_page(page) && !has_dot_segment(page);
}

}  // namespace certportal::model
