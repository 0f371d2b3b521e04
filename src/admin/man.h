// The manual page certportal(1), made from the command table and the reference of the configuration.
#pragma once

#include <span>
#include <string>

#include "admin/command.h"

namespace certportal::admin {

// Source for man(7); doc/certportal.1 is this text, which scripts/check-man compares.
std::string manual_page(std::span<const Command> table);

}  // namespace certportal::admin
