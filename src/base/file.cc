#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace certportal {

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  auto refuse = [&](const std::string& why) { return Error{Code::invalid, "", path + ": " + why}; };
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return refuse(std::strerror(errno));
  std::string content;
  char buffer[65536];
  ssize_t got = 0;
  while ((got = read(file, buffer, sizeof buffer)) > 0 && content.size() <= limit)
    content.append(buffer, static_cast<std::size_t>(got));
  int problem = errno;
  close(file);
  if (got < 0) return refuse(std::strerror(problem));
  if (content.size() > limit) return refuse("larger than " + std::to_string(limit) + " bytes");
  return content;
}

Result<std::string> read_key(const std::string& path, std::size_t shortest) {
  auto content = read_file(path, 4096);
  if (!content) return content;
  std::string key(trim(*content));
  if (key.size() >= shortest) return key;
  return Error{Code::invalid, "", path + ": the key is shorter than " + std::to_string(shortest) + " bytes"};
}

}  // namespace certportal
