// The parameters of a FastCGI request.
#pragma once

#include <deque>
#include <string>
#include <string_view>

namespace certportal::fcgi {

class Parameters {
 public:
  // "NAME=value" each, nullptr behind the last; they live longer than this.
  explicit Parameters(const char* const* all) : all_(all) {}

  // The value; nullptr if there is none. nginx before 1.23 sends a header that came twice as two parameters: the first
  // X-Forwarded-For would be the client's own word, so they are one list again (RFC 9110 5.3).
  const char* find(std::string_view name);

 private:
  const char* const* all_;
  std::deque<std::string> joined_;
};

}  // namespace certportal::fcgi
