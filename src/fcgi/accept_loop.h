// The FastCGI worker: accept, answer, accept. One process, one request at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "fcgi/listen.h"
#include "http/body.h"
#include "http/request.h"

namespace certportal::fcgi {

struct LoopOptions {
  // "" (the socket is on fd 0, as web servers, spawn-fcgi and systemd give it) or "unix:PATH" (bound here, mode 0660;
  // a dead socket at PATH is replaced, a live one refused).
  std::string listen;
  // How much of a body that the handler did not read is read and dropped before the reply goes out.
  std::size_t drain_limit = 1 << 20;
  // Called when a connection is done with, so that it costs no client time; false: the worker ends as on SIGTERM.
  std::function<bool()> after_reply = {};
};

// Answers one request: the whole CGI answer (http::to_cgi). An exception out of it is logged and answered by a bare
// 500.
using Handler = std::function<std::string(const http::ParameterLookup& parameter, http::BodyReader& body)>;

// Serves on `socket` (listening_socket(options.listen), see listen.h) until SIGTERM, SIGINT or SIGUSR1: an idle worker
// leaves at once, a busy one after its reply. The exit status is 0 then; 1 if accepting fails for good. Those signals
// stay blocked while a request is answered. The service manager is told (base/notify.h) when it begins and ends. Call
// it once in a process.
int run_worker(const LoopOptions& options, int socket, const Handler& handler);

}  // namespace certportal::fcgi
