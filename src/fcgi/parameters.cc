#include "fcgi/parameters.h"

namespace certportal::fcgi {

const char* Parameters::find(std::string_view name) {
  const char* found = nullptr;
  for (const char* const* each = all_; *each; ++each) {
    if (!std::string_view(*each).starts_with(name) || (*each)[name.size()] != '=') continue;
    const char* value = *each + name.size() + 1;
    found = found ? joined_.emplace_back(found).append(", ").append(value).c_str() : value;
  }
  return found;
}

}  // namespace certportal::fcgi
