// Writes a ZIP file (PKWARE's APPNOTE 4.3) in memory: deflated entries, no folders, up to 4 GB and 65,535 files. The
// fence of zlib.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace certportal::portal {

class ZipWriter {
 public:
  explicit ZipWriter(Time modified);  // of every file, written as UTC

  // `name`: ASCII letters, digits, dots, hyphens and underscores; each once.
  void add(std::string_view name, std::string_view content);

  // The whole file. Nothing can be added afterwards.
  std::string finish() &&;

 private:
  std::string local_;    // headers and contents
  std::string central_;  // the directory
  std::uint16_t files_ = 0;
  std::uint16_t date_ = 0, time_ = 0;  // MS-DOS form
};

}  // namespace certportal::portal
