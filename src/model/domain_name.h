// Domain names as A-labels (stored, compared) and as U-labels (shown beside them). UTS 46, non-transitional; libidn2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certportal::model {

// Letters, digits and inner hyphens in labels of 1-63 characters, 253 in all, lower case, no dot at the end; nullopt if
// the text is no host name. A left-most label "*" is kept if `wildcard` is true. A single label is fine (search text).
std::optional<std::string> to_ascii(std::string_view name, bool wildcard = false);

// The U-label form, or nullopt if there is none: plain ASCII, or an A-label that would not turn back into itself.
std::optional<std::string> to_unicode(std::string_view ascii);

// A name as pages show it: `unicode` is empty if it would say the same.
struct DisplayName {
  std::string ascii;
  std::string unicode;
  bool operator==(const DisplayName&) const = default;
};

// Takes any text (an IP address, a common name with blanks) and leaves what is no internationalised name as it is.
DisplayName display_name(std::string_view ascii);

}  // namespace certportal::model
