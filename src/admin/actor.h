// Who is at the keyboard, for audit events.
#pragma once

#include <string>

namespace certportal::admin {

// "system user root (sudo: anna)": the name of the real user id, and who called sudo. It is found at the first call,
// which run_program() makes while that user id is still there.
const std::string& actor();

}  // namespace certportal::admin
