// A command: name, synopsis, help and function. The synopsis declares the options (base/options.h) and is what --help
// and the manual page show.
#pragma once

#include <span>
#include <string_view>

#include "base/config.h"
#include "base/options.h"

namespace certportal::admin {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  // one line on standard error says why
inline constexpr int kWrongUsage = 2;

// Who gives up root's rights, and when.
enum class Drop {
  before,  // run_program(), before the command runs
  itself,  // the command, after opening the files or the socket named on its command line, or making what is root's
  never,   // it opens nothing but what its command line names
};

struct Command {
  std::string_view name;      // "user create"
  std::string_view synopsis;  // "--email ADDRESS --name NAME [--role ROLE]"
  std::string_view help;      // English; the first line is the command in short
  // Returns one of the three above; what it throws counts as kFailed.
  int (*run)(const Config& config, const Options& options);
  Drop drop = Drop::before;
  // False: the command does without a configuration file; `config` holds the defaults, config.path() the file's path.
  bool needs_config = true;
  // True: whoever started it starts it again, so where no configuration can be read it waits a second before it ends.
  bool is_service = false;
};

// The operator's commands, that is all but worker and jobs, in the order of --help.
std::span<const Command> commands();

// One line on standard error; returns the status.
int fail(std::string_view why);         // kFailed
int wrong_usage(std::string_view why);  // kWrongUsage

}  // namespace certportal::admin
