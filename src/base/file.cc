#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/broken.h"
#include "base/random.h"
#include "base/text.h"

namespace certportal {
namespace {

// False with errno set.
bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

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

void replace_file(const std::string& path, std::string_view content, unsigned mode) {
  const std::string aside = path + "." + to_hex(random_bytes(4)) + ".tmp";
  int file = open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) throw Broken(path + ": cannot be written: " + std::strerror(errno));
  bool is_done = write_all(file, content) && fchmod(file, mode) == 0 && fsync(file) == 0;
  int problem = errno;
  close(file);
  if (is_done && std::rename(aside.c_str(), path.c_str()) == 0) return;
  if (is_done) problem = errno;
  unlink(aside.c_str());
  throw Broken(path + ": cannot be written: " + std::strerror(problem));
}

}  // namespace certportal
