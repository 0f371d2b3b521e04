// Puts a mail together. Headers are the part that an attacker would like to write into: each value is checked here,
// wherever it came from.
#include "mail/message.h"

#include <algorithm>
#include <cstdio>

#include "base/random.h"
#include "base/text.h"
#include "mail/encoding.h"

namespace certportal::mail {
namespace {
constexpr std::size_t kMaximumAddress = 320;
constexpr char kBoundary[] = "=_certportal_alternative";  // "=_" never occurs in quoted-printable (RFC 2045 6.7)

Error refuse(std::string why) { return Error{Code::invalid, "", std::move(why)}; }

// Without blanks and the characters that mean something in an address list, so that one address stays one; and without
// "=?", which some programs would decode.
bool is_address(std::string_view address) {
  return address.size() <= kMaximumAddress && address.find('@') != std::string_view::npos && address.front() != '-' &&
         address.find("=?") == std::string_view::npos && std::all_of(address.begin(), address.end(), [](char c) {
           return c > 0x20 && c < 0x7F && std::string_view("<>()[],;:\"\\").find(c) == std::string_view::npos;
         });
}

bool is_header_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_text(std::string_view value) { return is_valid_utf8(value) && !has_control_characters(value); }

// Left or right part of a Message-ID (RFC 5322 3.6.4, dot-atom).
bool is_id_part(std::string_view part) {
  return !part.empty() && part.size() <= 200 && std::all_of(part.begin(), part.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  });
}

Result<void> check(const Message& message) {
  if (!is_address(message.from_address)) return refuse("malformed sender address");
  if (!is_address(message.to)) return refuse("malformed recipient address");
  if (!is_text(message.from_name)) return refuse("control character or invalid UTF-8 in the sender's name");
  if (!is_text(message.subject)) return refuse("control character or invalid UTF-8 in the subject");
  if (!message.id.empty() && !is_id_part(message.id)) return refuse("malformed message id");
  if (!is_id_part(message.id_host)) return refuse("malformed host of the message id");
  for (const auto& [name, value] : message.headers)
    if (!is_header_name(name) || !is_text(value)) return refuse("malformed header " + name);
  for (const std::string& content : {message.text, message.html})
    if (!is_valid_utf8(content) || content.find('\0') != std::string::npos)
      return refuse("NUL or invalid UTF-8 in the text");
  return {};
}

// RFC 5322 3.3, always in UTC.
std::string format_date(Time time) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day date{day};
  std::chrono::hh_mm_ss clock{time - day};
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%s, %u %s %d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return buffer;
}

std::string from_header(const Message& message) {
  if (message.from_name.empty()) return "From: " + message.from_address + "\n";
  std::string header = "From: " + encode_phrase(message.from_name, 6);
  auto line_start = header.rfind('\n') + 1;  // npos + 1 is 0
  bool fits = header.size() - line_start + message.from_address.size() + 3 <= kLineLength;
  return header + (fits ? " <" : "\n <") + message.from_address + ">\n";
}

std::string text_header(const std::string& name, std::string_view value) {
  return name + ": " + encode_unstructured(value, name.size() + 2) + "\n";
}

// Content as one body with its two headers.
std::string part(const char* type, const std::string& content) {
  bool is_plain = needs_no_encoding(content) && content.find(kBoundary) == std::string::npos;
  std::string out = std::string("Content-Type: ") + type + "; charset=UTF-8\n";
  out += std::string("Content-Transfer-Encoding: ") + (is_plain ? "7bit" : "quoted-printable") + "\n\n";
  out += is_plain ? content : quoted_printable(content);
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

// RFC 2046 5.1.4: the plainest first, the richest last. The line end in front of a boundary belongs to the boundary.
std::string alternatives(const Message& message) {
  const std::string delimiter = std::string("\n--") + kBoundary;
  return std::string("Content-Type: multipart/alternative;\n boundary=\"") + kBoundary + "\"\n" + delimiter + "\n" +
         part("text/plain", message.text) + delimiter + "\n" + part("text/html", message.html) + delimiter + "--\n";
}
}  // namespace

Result<std::string> compose(const Message& message) {
  if (auto checked = check(message); !checked) return checked.error();
  std::string mail = from_header(message);
  mail += "To: " + message.to + "\n";
  mail += text_header("Subject", message.subject);
  mail += "Date: " + format_date(message.date) + "\n";
  mail +=
      "Message-ID: <" + (message.id.empty() ? to_hex(random_bytes(16)) : message.id) + "@" + message.id_host + ">\n";
  mail += "MIME-Version: 1.0\n";
  mail += "Auto-Submitted: auto-generated\n";  // RFC 3834 5: no vacation message in answer
  mail += "X-Auto-Response-Suppress: All\n";
  for (const auto& [name, value] : message.headers) mail += text_header(name, value);
  mail += message.html.empty() ? part("text/plain", message.text) : alternatives(message);
  return mail;
}

}  // namespace certportal::mail
