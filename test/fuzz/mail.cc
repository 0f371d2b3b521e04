// Lines: the sender's name, the recipient, the subject; then the text, a form feed, the HTML. The mail is read back as
// a mail program would: every header is there once and says what was given.
#include "mail/message.h"

#include <array>
#include <map>
#include <vector>

#include "base/text.h"
#include "fuzz.h"

using namespace certportal;

namespace {

constexpr std::string_view kBoundary = "=_certportal_alternative";

int hex_value(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

// RFC 2045 6.7, and RFC 2047 4.2 where "_" is a blank.
std::string decode_quoted(std::string_view text, bool is_word) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += is_word && text[at] == '_' ? ' ' : text[at];
      continue;
    }
    if (text.substr(at, 2) == "=\n" && !is_word) {
      ++at;
      continue;
    }
    fuzz::demand(at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0, "an escape");
    out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
    at += 2;
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, count = 0;
  for (char c : text.substr(0, text.find('='))) {
    fuzz::demand(kDigits.find(c) != kDigits.npos, "base64 digits");
    bits = (bits << 6 | static_cast<unsigned>(kDigits.find(c))) & 0xFFFF;
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

// Encoded words with the blanks between them dropped (RFC 2047 6.2), or plain text.
std::string decode_unstructured(std::string_view value) {
  constexpr std::string_view kStart = "=?UTF-8?";
  if (!value.starts_with(kStart)) {
    fuzz::demand(value.find("=?") == value.npos, "plain text is no encoded word");
    return std::string(value);
  }
  std::string out;
  for (std::string_view word : split(value, ' ')) {
    fuzz::demand(word.starts_with(kStart) && word.ends_with("?=") && word.size() <= 75, "an encoded word");
    std::string_view content = word.substr(10, word.size() - 12);
    fuzz::demand(content.find('?') == content.npos, "an encoded word has one end");
    std::string piece = word[8] == 'Q' ? decode_quoted(content, true) : decode_base64(content);
    fuzz::demand(is_valid_utf8(piece), "an encoded word holds whole characters");
    out += piece;
  }
  return out;
}

// Encoded words, or a quoted string.
std::string decode_phrase(std::string_view value) {
  if (!value.starts_with('"')) return decode_unstructured(value);
  fuzz::demand(value.size() > 1 && value.ends_with('"'), "a quoted string ends");
  std::string out;
  for (std::size_t at = 1; at + 1 < value.size(); ++at) {
    fuzz::demand(value[at] != '"', "a quoted string has one end");
    if (value[at] == '\\') ++at;
    out += value[at];
  }
  return out;
}

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers read_headers(std::string_view text) {
  Headers headers;
  for (std::string_view line : split(text, '\n')) {
    fuzz::demand(!line.empty() && line.size() <= 998, "a header line has up to 998 octets");
    fuzz::demand(line.size() <= 76 || line.find("=?UTF-8?") == line.npos, "a line of encoded words has up to 76");
    for (char c : line) fuzz::demand(c >= 0x20 && c < 0x7F, "headers are printable ASCII");
    if (line.starts_with(' ')) {
      fuzz::demand(!headers.empty() && !trim(line).empty(), "a folded line goes on");
      headers.back().second += line;
      continue;
    }
    auto colon = line.find(": ");
    fuzz::demand(colon != line.npos, "a header has a name");
    headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return headers;
}

// Line ends LF, one at the end.
std::string as_sent(const std::string& text) {
  std::string out;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    (out += line) += '\n';
  }
  if (text.empty() || text.ends_with('\n')) out.pop_back();
  return out;
}

void check_body(const Headers& headers, std::string_view body, const std::string& content) {
  for (std::string_view line : split(body, '\n'))
    fuzz::demand(line.size() <= 998 && !line.starts_with("From ") && !line.starts_with('.'), "a line is safe to send");
  std::map<std::string, std::string> values(headers.begin(), headers.end());
  bool is_plain = values["Content-Transfer-Encoding"] == "7bit";
  fuzz::demand(is_plain || values["Content-Transfer-Encoding"] == "quoted-printable", "a body has its encoding");
  std::string decoded = is_plain ? std::string(body) : decode_quoted(body, false);
  fuzz::demand(decoded == as_sent(content), "a body says what was given");
}

void check_part(std::string_view part, const std::string& content) {
  auto end = part.find("\n\n");
  fuzz::demand(end != part.npos, "a part has headers");
  check_body(read_headers(part.substr(0, end)), part.substr(end + 2), content);
}

// The two parts between their three boundaries.
void check_alternatives(std::string_view body, const mail::Message& message) {
  const std::string delimiter = "\n--" + std::string(kBoundary);
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; (at = body.find(delimiter)) != body.npos; body.remove_prefix(at + delimiter.size()))
    parts.push_back(body.substr(0, at));
  fuzz::demand(parts.size() == 3 && parts[0].empty() && body == "--\n", "two parts and an end");
  check_part(parts[1].substr(1), message.text);
  check_part(parts[2].substr(1), message.html);
}

void check_mail(std::string_view mail, const mail::Message& message) {
  fuzz::demand(mail.find('\r') == mail.npos && mail.find('\0') == mail.npos, "a mail has neither CR nor NUL");
  auto end = mail.find("\n\n");
  fuzz::demand(end != mail.npos, "a mail has headers");
  Headers headers = read_headers(mail.substr(0, end));
  const std::vector<std::string> names = {"From",           "To",
                                          "Subject",        "Date",
                                          "Message-ID",     "MIME-Version",
                                          "Auto-Submitted", "X-Auto-Response-Suppress",
                                          "Content-Type",   "Content-Transfer-Encoding"};
  fuzz::demand(headers.size() == names.size() - (message.html.empty() ? 0 : 1), "no header more and none less");
  for (std::size_t i = 0; i < headers.size(); ++i) fuzz::demand(headers[i].first == names[i], "headers in their order");
  fuzz::demand(headers[1].second == message.to, "the recipient is the one given");
  fuzz::demand(decode_unstructured(headers[2].second) == message.subject, "the subject says what was given");
  const std::string address = "<" + message.from_address + ">";
  std::string_view from = headers[0].second;
  if (!message.from_name.empty()) {
    fuzz::demand(from.ends_with(" " + address), "the sender's address stands last");
    from.remove_suffix(address.size() + 1);
    fuzz::demand(decode_phrase(from) == message.from_name, "the sender's name says what was given");
  }
  if (message.html.empty())
    check_body(headers, mail.substr(end + 2), message.text);
  else
    check_alternatives(mail.substr(end + 1), message);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = fuzz::as_text(data, size);
  mail::Message message{.from_address = "portal@example.org", .from_name = std::string(fuzz::take_line(rest))};
  message.to = fuzz::take_line(rest);
  message.subject = fuzz::take_line(rest);
  message.text = rest.substr(0, rest.find('\f'));
  message.html = rest.substr(std::min(message.text.size() + 1, rest.size()));
  message.id_host = "portal.example.org";
  message.id = "1.2";
  auto mail = mail::compose(message);
  if (mail) check_mail(*mail, message);
  return 0;
}
