// The operator's commands: a table of name, help and function. main.cc looks a command up and runs it.
#pragma once

#include <string>
#include <vector>

#include "base/config.h"

namespace certportal::admin {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;      // one line on standard error says why
inline constexpr int kWrongUsage = 2;

// What a command gets: the words behind its own name.
using Arguments = std::vector<std::string>;

struct Command {
  std::string_view name;     // "user create"
  std::string_view synopsis; // "--email ADDRESS --name NAME [--role officer]"
  std::string_view help;     // a few lines, English
  int (*run)(const Config& config, const Arguments& arguments);
  bool needs_config = true;  // false: `config` is the defaults
};

// Every command but worker and jobs, in the order of --help.
const std::vector<Command>& commands();

}  // namespace certportal::admin
