// "Did you mean": the known word that a mistyped one is nearest to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certportal {

// By the fewest letters inserted, removed or replaced; the first of equals. Precondition: `known` is not empty.
std::string nearest(std::string_view wrong, const std::vector<std::string_view>& known);

}  // namespace certportal
