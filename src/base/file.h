// Files that the program reads and writes whole.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal {

// The content of a regular file or pipe, up to `limit` bytes. Errors (Code::invalid, text in log): missing, not
// readable, larger.
Result<std::string> read_file(const std::string& path, std::size_t limit = 16 << 20);

// The key in a small file, without white space at both ends. Errors likewise: shorter than `shortest` bytes.
Result<std::string> read_key(const std::string& path, std::size_t shortest);

// Puts `content` in the place of the file: a reader sees the old one or the new one whole, whatever happens. Throws
// Broken if the folder takes none.
void replace_file(const std::string& path, std::string_view content, unsigned mode);

}  // namespace certportal
