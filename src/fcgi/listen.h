// The socket that a worker accepts on: given on fd 0, or bound here.
#pragma once

#include <string>

#include "base/result.h"

namespace certportal::fcgi {

// `listen` as in LoopOptions. Code::invalid, with a log text that says how to start a worker, if there is no socket.
Result<int> listening_socket(const std::string& listen);

// Takes away the file of a socket that listening_socket bound; `listen` is "unix:PATH".
void remove_listening_socket(const std::string& listen);

}  // namespace certportal::fcgi
