// The FastCGI worker: accept, answer, accept. One process, one request at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.h"
#include "http/body.h"
#include "http/request.h"

namespace certportal::fcgi {

struct LoopOptions {
  // "" (the socket is on fd 0, as web servers, spawn-fcgi and systemd give it) or "unix:PATH" (bound here, mode 0660;
  // a dead socket at PATH is replaced, a live one refused).
  std::string listen;
  // How much of a body that nobody wanted is read and dropped after the reply, so that the web server may finish.
  std::size_t drain_limit = 1 << 20;
};

// Answers one request: the whole CGI answer (http::to_cgi). An exception out of it is logged and answered by a bare
// 500.
using Handler = std::function<std::string(const http::ParameterLookup& parameter, http::BodyReader& body)>;

// The socket to accept on. Code::invalid, with a log text that says how to start a worker, if there is none.
Result<int> listening_socket(const LoopOptions& options);

// Serves until SIGTERM, SIGINT or SIGUSR1: an idle worker leaves at once, a busy one after its reply. 0 then; 1 if
// accepting fails for good. Call it once in a process.
int run_worker(const LoopOptions& options, int socket, const Handler& handler);

}  // namespace certportal::fcgi
