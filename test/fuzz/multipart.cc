// First line: Content-Type; the rest: a multipart body. What is accepted can be written again and says the same then.
#include "http/multipart.h"

#include "base/text.h"
#include "fuzz.h"

using namespace certportal;

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string write(const http::Multipart& form, const std::string& boundary) {
  std::string body;
  const std::string start = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
  for (const auto& [name, value] : form.fields.fields()) body += start + quoted(name) + "\r\n\r\n" + value + "\r\n";
  for (const auto& file : form.files)
    body += start + quoted(file.name) + "; filename=" + quoted(file.file_name) + "\r\n\r\n" + file.content + "\r\n";
  return body + "--" + boundary + "--\r\n";
}

bool is_same(const http::Multipart& one, const http::Multipart& other) {
  auto is_same_file = [](const http::UploadedFile& a, const http::UploadedFile& b) {
    return a.name == b.name && a.file_name == b.file_name && a.content == b.content;
  };
  return one.fields.fields() == other.fields.fields() &&
         std::equal(one.files.begin(), one.files.end(), other.files.begin(), other.files.end(), is_same_file);
}

void check_texts(const http::Multipart& form) {
  for (const auto& [name, value] : form.fields.fields())
    fuzz::demand(is_valid_utf8(name) && is_valid_utf8(value) && value.find('\0') == value.npos && !name.empty() &&
                     !has_control_characters(name),
                 "fields are clean");
  for (const auto& file : form.files)
    fuzz::demand(!file.name.empty() && !has_control_characters(file.name) && !has_control_characters(file.file_name) &&
                     is_valid_utf8(file.name) && is_valid_utf8(file.file_name),
                 "names of files are clean");
  fuzz::demand(form.fields.size() + form.files.size() <= http::kMaximumParts, "parts are bounded");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view body = fuzz::as_text(data, size);
  std::string type(fuzz::take_line(body));
  auto form = http::parse_multipart(type, body);
  if (!form) return 0;
  check_texts(*form);
  constexpr std::size_t kLongHeader = 3000;  // ours are longer than the shortest
  for (const auto& field : form->fields.fields())
    if (field.first.size() > kLongHeader) return 0;
  for (const auto& file : form->files)
    if (file.name.size() + file.file_name.size() > kLongHeader) return 0;
  std::string boundary = "b";
  while (body.find(boundary) != body.npos) boundary += 'b';
  if (boundary.size() > 70) return 0;
  auto same = http::parse_multipart("multipart/form-data; boundary=" + boundary, write(*form, boundary));
  fuzz::demand(same && is_same(*form, *same), "a form written again is the same form");
  return 0;
}
