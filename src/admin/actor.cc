#include "admin/actor.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace certportal::admin {
namespace {

constexpr std::size_t kLongestUserName = 64;

std::string find_actor() {
  const passwd* entry = getpwuid(getuid());
  std::string text = "system user " + (entry ? std::string(entry->pw_name) : std::to_string(getuid()));
  // Only root got it from sudo; anybody else may have written it.
  const char* caller = getuid() == 0 ? std::getenv("SUDO_USER") : nullptr;
  if (!caller) return text;
  std::string_view name = caller;
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@\\$-";
  if (name.empty() || name.size() > kLongestUserName || name.find_first_not_of(kPlain) != std::string_view::npos)
    return text;
  return text + " (sudo: " + std::string(name) + ")";
}

}  // namespace

const std::string& actor() {
  static const std::string found = find_actor();
  return found;
}

}  // namespace certportal::admin
