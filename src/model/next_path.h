// Where sign-in may lead (`next`): a page of this portal, never another host, never a link that holds a token.
#pragma once

#include <string_view>

namespace certportal::model {

// True for printable ASCII up to 512 bytes that begins with exactly one '/', holds no backslash, no token parameter,
// and is none of the pages behind mail links; escapes (%2f, %5c, %74oken=) count as what they stand for.
bool is_safe_next(std::string_view path);

}  // namespace certportal::model
