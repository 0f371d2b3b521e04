// Multipart bodies. One pass, no guessing: what is not exactly as a browser or curl writes it is refused.
#include "http/multipart.h"

#include <optional>

#include "base/text.h"
#include "http/token.h"

namespace certportal::http {
namespace {
constexpr std::size_t kMaximumPartHeader = 4096;

Error malformed(const char* why) { return Error{Code::invalid, "FORM_MALFORMED", why}; }

// Reads `token` or `"quoted"` at the start of `text` and moves `text` behind it. Browsers escape a quote as %22, older
// curl as \", and a backslash before anything else stands for itself.
std::optional<std::string> take_value(std::string_view& text) {
  std::string value;
  if (!text.starts_with('"')) {
    auto end = std::min(text.find(';'), text.size());
    value = trim(text.substr(0, end));
    text.remove_prefix(end);
    if (!is_token(value)) return std::nullopt;
    return value;
  }
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      text.remove_prefix(at + 1);
      return value;
    }
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
    value += text[at];
  }
  return std::nullopt;
}

// The parameters behind the first ";": name=value; name="value". A name twice is refused: programs disagree on which
// of them counts.
std::optional<Form> parse_parameters(std::string_view text) {
  Form parameters;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    if (text.front() != ';') return std::nullopt;
    text = trim(text.substr(1));
    auto equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string name = to_lower_ascii(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    auto value = take_value(text);
    if (!is_token(name) || !value || parameters.has(name)) return std::nullopt;
    parameters.add(std::move(name), std::move(*value));
  }
  return parameters;
}

// RFC 2046 5.1.1: 1 to 70 characters, no blank at the end. "" if there is none.
std::string boundary_of(std::string_view content_type) {
  constexpr std::string_view kBoundary = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ";
  auto semicolon = content_type.find(';');
  if (!is_media_type(content_type, kMultipartType) || semicolon == std::string_view::npos) return "";
  auto parameters = parse_parameters(content_type.substr(semicolon));
  if (!parameters) return "";
  std::string boundary(parameters->get("boundary"));
  if (boundary.size() > 70 || boundary.find_first_not_of(kBoundary) != std::string::npos || boundary.ends_with(' '))
    return "";
  return boundary;
}

struct PartHeader {
  std::string name;
  std::optional<std::string> file_name;
};

bool take_disposition(std::string_view value, PartHeader& header) {
  auto semicolon = value.find(';');
  if (semicolon == std::string_view::npos || to_lower_ascii(trim(value.substr(0, semicolon))) != "form-data")
    return false;
  auto parameters = parse_parameters(value.substr(semicolon));
  if (!parameters) return false;
  header.name = parameters->get("name");
  if (parameters->has("filename")) header.file_name = std::string(parameters->get("filename"));
  auto is_clean = [](std::string_view text) { return is_valid_utf8(text) && !has_control_characters(text); };
  return !header.name.empty() && is_clean(header.name) && is_clean(header.file_name.value_or(""));
}

std::optional<PartHeader> parse_part_header(std::string_view block) {
  PartHeader header;
  while (!block.empty()) {
    auto end = block.find("\r\n");
    std::string_view line = block.substr(0, end);
    block.remove_prefix(end == std::string_view::npos ? block.size() : end + 2);
    if (has_control_characters(line, "\t")) return std::nullopt;  // a bare CR or LF too
    auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
    std::string name = to_lower_ascii(line.substr(0, colon));
    std::string_view value = trim(line.substr(colon + 1));
    if (name == "content-disposition" && (!header.name.empty() || !take_disposition(value, header)))
      return std::nullopt;
    if (name == "content-transfer-encoding") {
      std::string encoding = to_lower_ascii(value);
      if (encoding != "7bit" && encoding != "8bit" && encoding != "binary") return std::nullopt;
    }
  }
  if (header.name.empty()) return std::nullopt;
  return header;
}

// Takes one part ("headers CRLF CRLF content") into the form.
bool take_part(std::string_view part, Multipart& form) {
  auto end = part.find("\r\n\r\n");
  if (end > kMaximumPartHeader) return false;  // npos, too
  auto header = parse_part_header(part.substr(0, end));
  if (!header) return false;
  std::string_view content = part.substr(end + 4);
  if (header->file_name) {
    if (!header->file_name->empty() || !content.empty())
      form.files.push_back({std::move(header->name), std::move(*header->file_name), std::string(content)});
    return true;
  }
  if (!is_valid_utf8(content) || content.find('\0') != std::string_view::npos) return false;
  form.fields.add(std::move(header->name), std::string(content));
  return true;
}
}  // namespace

const UploadedFile* Multipart::file(std::string_view name) const {
  for (const UploadedFile& uploaded : files)
    if (uploaded.name == name) return &uploaded;
  return nullptr;
}

Result<Multipart> parse_multipart(std::string_view content_type, std::string_view body) {
  std::string boundary = boundary_of(content_type);
  if (boundary.empty()) return malformed("multipart boundary missing or malformed");
  const std::string delimiter = "\r\n--" + boundary;
  Multipart form;
  if (!body.starts_with(delimiter.substr(2))) return malformed("multipart body does not start with its boundary");
  body.remove_prefix(delimiter.size() - 2);
  for (std::size_t parts = 0; !body.starts_with("--"); ++parts) {
    if (parts == kMaximumParts) return malformed("too many parts");
    if (!body.starts_with("\r\n")) return malformed("text behind a multipart boundary");
    body.remove_prefix(2);
    auto end = body.find(delimiter);
    if (end == std::string_view::npos) return malformed("multipart body without an end");
    if (!take_part(body.substr(0, end), form)) return malformed("malformed part");
    body.remove_prefix(end + delimiter.size());
  }
  if (body != "--" && body != "--\r\n") return malformed("text behind the multipart body");
  return form;
}

}  // namespace certportal::http
