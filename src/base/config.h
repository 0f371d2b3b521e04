// The configuration: one file, common keys on top, [worker], [jobs] and [operator] for each duty's database user
// and secret files. A command opens only its own section's files. config_keys() is the reference of all of them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certportal {

struct ConfigKey {
  enum class Kind { text, list, path, flag, number, choice };
  // What its value may be: a list has commas, a path is absolute (and "" only if that is the default), a flag is 1 or
  // 0, a number lies between two bounds, a choice is one of `choices`.
  struct Form {
    Kind kind;
    long lowest, highest;
    std::string_view choices;  // comma separated
  };

  std::string_view name;  // "base_url", "worker.database_user"
  std::string_view default_value;
  Form form;
  std::string_view help;  // one sentence, English

  bool is_starred() const { return name.find('*') != std::string_view::npos; }
};

// Every key there is, in the order of the reference. "product.*.issuer" stands in a section [product.NAME], of which
// there are any number; NAME is up to 40 lower-case letters, digits, "-" and "_".
std::span<const ConfigKey> config_keys();

// The title of the part of the reference that begins with this key; "" within a part.
std::string_view topic_beginning_with(std::string_view key);

class Config {
 public:
  // Reads and checks the file. The error (Code::invalid, text in log) names the file and all that is wrong in it, each
  // with line, key and cure; an unknown key is refused with the nearest known one.
  static Result<Config> load(const std::string& path);
  static Result<Config> parse(const std::string& text, const std::string& name);

  // The NAMEs of the sections [KIND.NAME], in the order of the file.
  const std::vector<std::string>& names(std::string_view kind) const;

  // Precondition: `key` is one of config_keys(), with one of names() for the star: anything else is a bug and ends the
  // program.
  const std::string& text(std::string_view key) const;
  long number(std::string_view key) const;                    // checked while loading
  bool flag(std::string_view key) const;                      // 1 or 0
  std::vector<std::string> list(std::string_view key) const;  // comma separated, trimmed, empty parts dropped

  const std::string& path() const { return path_; }  // the file it came from

 private:
  // Sets the key, or says what is wrong.
  std::string take(const std::string& key, const std::string& value);

  // The section's keys with their defaults, once; false: no name for one.
  bool add_section(const std::string& kind, const std::string& name);

  std::string path_;
  std::map<std::string, std::string, std::less<>> values_;
  std::map<std::string, std::vector<std::string>, std::less<>> names_;  // by kind
};

}  // namespace certportal
