// Forms with files: multipart/form-data (RFC 7578, boundaries by RFC 2046 5.1.1), read strictly.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/form.h"

namespace certportal::http {

inline constexpr std::size_t kMaximumParts = 50;

// A file as uploaded. `name` is the input's name; `file_name` is what the browser says, for display only.
struct UploadedFile {
  std::string name;
  std::string file_name;
  std::string content;  // bytes as sent
};

struct Multipart {
  Form fields;                      // the inputs without a file name; valid UTF-8 without NUL
  std::vector<UploadedFile> files;  // an input left empty by the person is not in here

  const UploadedFile* file(std::string_view name) const;  // the first, nullptr if none; lives as long as this
};

// Code::invalid (FORM_MALFORMED) for anything but a whole, well-formed body: boundary missing, over 70 characters or
// malformed, no closing boundary, part without a name, over kMaximumParts parts, transfer encodings.
Result<Multipart> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace certportal::http
