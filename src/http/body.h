// The body of a request, read only once the route, and so the limit, is known.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace certportal::http {

class BodyReader {
 public:
  virtual ~BodyReader() = default;

  // The whole body; call it at most once. too_large: over `limit` bytes, announced or sent. invalid: it ended early
  // (fewer bytes than announced), or more came.
  virtual Result<std::string> read(std::size_t limit) = 0;
};

}  // namespace certportal::http
