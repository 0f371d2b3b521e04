#include "secret/secrets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "secret/sealed_box.h"
#include "secret/token.h"

namespace certportal::secret {

namespace {
constexpr char kPublicKey[] = "seal-public-key";
constexpr char kSecretKey[] = "seal-secret-key";

Error failure(const std::string& path, const char* what, int problem) {
  return Error{Code::invalid, "", path + ": " + what + ": " + std::strerror(problem)};
}

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// Writes and syncs a new file that nobody else may read before it has `mode`; false with errno set.
bool write_new(const std::string& path, std::string_view content, unsigned mode) {
  errno = 0;
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  ssize_t written = write(file, content.data(), content.size());
  bool whole = written == static_cast<ssize_t>(content.size()) && fchmod(file, mode) == 0 && fsync(file) == 0;
  int problem = errno != 0 ? errno : ENOSPC;  // a short write sets none
  close(file);
  errno = problem;
  return whole;
}

Result<void> make_folder(const std::string& dir) {
  if (mkdir(dir.c_str(), 0700) == 0 || errno == EEXIST) {
    struct stat status {};
    if (stat(dir.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return {};
    return Error{Code::invalid, "", dir + ": is not a folder"};
  }
  return failure(dir, "cannot be made", errno);
}

void sync_folder(const std::string& dir) {
  int folder = open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

// The public key of the pair whose secret key is in the folder by now.
Result<std::string> public_key_of(const std::string& dir) {
  std::string path = dir + "/" + kSecretKey;
  auto secret = read_file(path, 4096);
  if (!secret) return secret.error();
  auto key = seal_public_key(*secret);
  if (!key) return Error{Code::invalid, "", path + ": " + key.error().log};
  return key;
}

// Refuses a public key whose secret one is another, or lost: what workers seal with it could never be opened.
Result<void> check_pair(const std::string& dir) {
  std::string path = dir + "/" + kPublicKey;
  if (!exists(path)) return {};
  if (!exists(dir + "/" + kSecretKey))
    return Error{Code::invalid, "", path + ": exists without " + kSecretKey + "; put that back, or remove this one"};
  auto expected = public_key_of(dir);
  if (!expected) return expected.error();
  auto stored = read_file(path, 4096);
  if (!stored) return stored.error();
  if (trim(*stored) == *expected) return {};
  return Error{Code::invalid, "", path + ": does not belong to " + kSecretKey + "; remove it to have it derived anew"};
}
}  // namespace

// Written aside, then linked, so that no reader sees half a secret.
Result<bool> make_secret(const std::string& dir, const std::string& name, std::string_view content, unsigned mode) {
  std::string path = dir + "/" + name;
  if (exists(path)) return false;
  std::string aside = path + "." + new_token().substr(0, 8) + ".tmp";
  bool written = write_new(aside, content, mode);
  bool linked = written && link(aside.c_str(), path.c_str()) == 0;
  int problem = errno;
  unlink(aside.c_str());
  if (linked) sync_folder(dir);
  if (linked) return true;
  if (written && problem == EEXIST) return false;
  return failure(path, "cannot be written", problem);
}

Result<std::vector<std::string>> init_secrets(const std::string& dir) {
  if (auto folder = make_folder(dir); !folder) return folder.error();
  if (auto pair = check_pair(dir); !pair) return pair.error();
  std::vector<std::pair<std::string, std::string>> files = {{"worker-database-password", new_token()},
                                                            {"jobs-database-password", new_token()},
                                                            {"operator-database-password", new_token()},
                                                            {"form-key", new_token()},
                                                            {"audit-key", new_token()},
                                                            {kSecretKey, make_seal_pair().secret_key}};
  std::vector<std::string> made;
  auto make = [&](const std::string& name, std::string_view content) -> Result<void> {
    auto result = make_secret(dir, name, content, 0600);
    if (!result) return result.error();
    if (*result) made.push_back(name);
    return {};
  };
  for (const auto& [name, content] : files)
    if (auto done = make(name, content); !done) return done.error();
  auto public_key = public_key_of(dir);
  if (!public_key) return public_key.error();
  if (auto done = make(kPublicKey, *public_key); !done) return done.error();
  return made;
}

}  // namespace certportal::secret
