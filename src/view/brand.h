// The operator's own colour and logo, as files that stand behind the portal's style sheet.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace certportal::view {

struct BrandFile {
  std::string name;  // with a hash of its content: it may be kept for ever
  std::string media_type;
  std::string content;
};

inline constexpr std::size_t kLargestLogo = 64 << 10;  // bytes

// The style sheet comes first; none at all if both are "". `color` is "rrggbb", the accent of the light scheme. It is
// made darker, and for the dark scheme lighter, until text in it and on it has a contrast of at least 4.5 (WCAG 2.2,
// 1.4.3). `logo_file` is an SVG or a PNG, shown as a square. Errors (Code::invalid, text in log): no such colour; a
// file that cannot be read, is too large, or is neither.
Result<std::vector<BrandFile>> make_brand(const std::string& color, const std::string& logo_file);

// The accent of the light scheme as "#rrggbb", for mails, which have no style sheet: white text on it can be read.
// Precondition: make_brand() takes `color`.
std::string readable_accent(const std::string& color);

}  // namespace certportal::view
