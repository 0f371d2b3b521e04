// Random bytes from the system's generator (getrandom(2)); throws Broken if it fails.
#pragma once

#include <cstddef>
#include <string>

namespace certportal {

std::string random_bytes(std::size_t count);

}  // namespace certportal
