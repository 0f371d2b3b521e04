// A command: name, synopsis, help and function. The synopsis declares the options (base/options.h) and is what --help
// and the manual page show.
#pragma once

#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/options.h"

namespace certportal::admin {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;      // one line on standard error says why
inline constexpr int kWrongUsage = 2;

struct Command {
  std::string_view name;      // "user create"
  std::string_view synopsis;  // "--email ADDRESS --name NAME [--role ROLE]"
  std::string_view help;      // a few lines, English, without a line end
  // Returns one of the three above; a Broken that it throws counts as kFailed.
  int (*run)(const Config& config, const Options& options);
  // False: the command does without a configuration file; `config` holds the defaults, config.path() the file's path.
  bool needs_config = true;
  // False: the command calls drop_privileges() itself, after opening the files named on its command line.
  bool drops_privileges = true;
};

// The operator's commands, that is all but worker and jobs, in the order of --help.
const std::vector<Command>& commands();

}  // namespace certportal::admin
