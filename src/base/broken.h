// A broken world: thrown at the fence of a library or of the system, caught only by the transaction
// guard and the request loop, which answers 503 or 500 with the request id and logs what().
#pragma once

#include <stdexcept>
#include <string>

namespace certportal {

// The program cannot go on with this piece of work; what() is for the log, in English, without secrets.
class Broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Something outside (database, sendmail) is away for now: the page says 503 and to try again.
class Unavailable : public Broken {
 public:
  using Broken::Broken;
};

}  // namespace certportal
