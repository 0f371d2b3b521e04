// The configuration: one file, common keys on top, [worker], [jobs] and [operator] for each duty's database user
// and secret files. A command opens only its own section's files. config_keys() is the reference of all of them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certportal {

struct ConfigKey {
  std::string_view name;  // "base_url", "worker.database_user"
  std::string_view default_value;
  std::string_view help;  // one sentence, English
};

// Every key there is, in the order of the reference.
const std::vector<ConfigKey>& config_keys();

class Config {
 public:
  // Reads and checks the file. Errors (Code::invalid, text in log) name the file, the key and the cure;
  // an unknown key is refused with the nearest known one.
  static Result<Config> load(const std::string& path);
  static Result<Config> parse(const std::string& text, const std::string& name);

  // Precondition: `key` is one of config_keys(): anything else is a bug and ends the program.
  const std::string& text(std::string_view key) const;
  long number(std::string_view key) const;                    // checked while loading
  bool flag(std::string_view key) const;                      // 1 or 0
  std::vector<std::string> list(std::string_view key) const;  // comma separated, trimmed, empty parts dropped

  const std::string& path() const { return path_; }  // the file it came from

 private:
  std::string path_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace certportal
