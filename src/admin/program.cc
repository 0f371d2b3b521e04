#include "admin/program.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "admin/actor.h"
#include "admin/man.h"
#include "admin/privileges.h"
#include "admin/site.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/nearest.h"
#include "base/text.h"

namespace certportal::admin {
namespace {

constexpr std::string_view kDefaultConfig = "/etc/certportal/certportal.conf";
constexpr std::string_view kUsage = "usage: certportal [--config FILE] COMMAND [OPTION]...\n";

// The words before the command: only these are understood there.
struct Front {
  std::string config_path;
  std::string action;  // "--help", "--version", "--man", or "": run a command
  std::vector<std::string> rest;
};

Result<Front> read_front(const std::vector<std::string>& words) {
  const char* environment = std::getenv("CERTPORTAL_CONFIG");
  Front front{environment && *environment ? environment : std::string(kDefaultConfig), "", {}};
  auto word = words.begin();
  for (; word != words.end() && word->starts_with('-') && front.action.empty(); ++word) {
    if (word->starts_with("--config=")) {
      front.config_path = word->substr(std::string_view("--config=").size());
    } else if (*word == "--config" && word + 1 != words.end()) {
      front.config_path = *++word;
    } else if (*word == "--help" || *word == "--version" || *word == "--man") {
      front.action = *word;
    } else if (*word == "-h") {
      front.action = "--help";
    } else if (*word == "--config") {
      return Error{Code::invalid, "", "--config wants a file"};
    } else {
      return Error{Code::invalid, "",
                   "unknown option " + *word + "; did you mean " +
                       nearest(*word, {"--config", "--help", "--version", "--man"}) + "?"};
    }
  }
  front.rest.assign(word, words.end());
  return front;
}

void print_program_help(std::span<const Command> table) {
  std::cout << kUsage << "\nFILE is $CERTPORTAL_CONFIG, else " << kDefaultConfig << ".\n\n";
  std::size_t width = 0;
  for (const Command& command : table) width = std::max(width, command.name.size());
  for (const Command& command : table)
    std::cout << "  " << command.name << std::string(width + 2 - command.name.size(), ' ')
              << split(command.help, '\n').front() << "\n";
  std::cout << "\ncertportal COMMAND --help says more. Exit status: 0 done, 1 failed, 2 wrong usage.\n";
}

void print_command_help(const Command& command) {
  std::cout << "usage: certportal [--config FILE] " << command.name << (command.synopsis.empty() ? "" : " ")
            << command.synopsis << "\n\n"
            << command.help << "\n";
}

// The commands of a group, "user create" and so on for "user".
std::vector<const Command*> commands_of(std::span<const Command> table, const std::string& group) {
  std::vector<const Command*> found;
  for (const Command& command : table)
    if (command.name.starts_with(group + " ")) found.push_back(&command);
  return found;
}

void print_group_help(const std::vector<const Command*>& group) {
  std::cout << "usage:\n";
  for (const Command* command : group)
    std::cout << "  certportal " << command->name << " " << command->synopsis << "\n";
}

int half_a_command(const std::string& word, const std::vector<const Command*>& group) {
  std::string second;
  for (const Command* command : group)
    second += (second.empty() ? "" : ", ") + std::string(command->name.substr(word.size() + 1));
  return wrong_usage(word + " wants a second word: " + second);
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

// Takes the words of the command's name off `words`.
const Command* find_command(std::span<const Command> table, std::vector<std::string>& words) {
  for (std::size_t count : {2u, 1u}) {
    if (words.size() < count) continue;
    std::string name = count == 2 ? words[0] + " " + words[1] : words[0];
    auto found = std::find_if(table.begin(), table.end(), [&](const Command& command) { return command.name == name; });
    if (found == table.end()) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    return &*found;
  }
  return nullptr;
}

int unknown_command(std::span<const Command> table, const std::vector<std::string>& words) {
  auto group = commands_of(table, words[0]);
  if (!group.empty() && words.size() == 2 && is_help(words[1])) return print_group_help(group), kDone;
  if (!group.empty() && words.size() == 1) return half_a_command(words[0], group);
  // Without the options that may follow: "user lsit --json" is near "user list".
  std::string given;
  std::vector<std::string_view> known;
  for (const std::string& word : words) {
    if (word.starts_with('-') || given.find(' ') != std::string::npos) break;
    given += (given.empty() ? "" : " ") + word;
  }
  known.reserve(table.size());
  for (const Command& command : table) known.push_back(command.name);
  return wrong_usage("unknown command '" + given + "'; did you mean '" + nearest(given, known) + "'?");
}

int run_command(const Command& command, const Options& options, const std::string& config_path) {
  auto config = command.needs_config ? Config::load(config_path) : Config::parse("", config_path);
  if (!config) {
    if (command.is_service) sleep(1);
    return fail(config.error().log);
  }
  set_clock_offset_file(config->text("clock_offset_file"));
  if (command.is_service && config->text("log_format") == "json") set_log_format(LogFormat::json);
  actor();
  if (command.drop == Drop::before) {
    if (auto dropped = drop_privileges(*config); !dropped) return fail(dropped.error().log);
  }
  return command.run(*config, options);
}

int dispatch(std::span<const Command> table, const Front& front) {
  std::vector<std::string> words = front.rest;
  const Command* command = find_command(table, words);
  if (!command) return unknown_command(table, words);
  auto options = Options::parse(command->synopsis, words);
  if (!options) return wrong_usage(std::string(command->name) + ": " + options.error().log);
  if (options->asks_for_help()) return print_command_help(*command), kDone;
  return run_command(*command, *options, front.config_path);
}

}  // namespace

int fail(std::string_view why) {
  std::cerr << "certportal: " << why << "\n";
  return kFailed;
}

int wrong_usage(std::string_view why) {
  std::cerr << "certportal: " << why << " (--help says more)\n";
  return kWrongUsage;
}

int run_program(std::span<const Command> table, const std::vector<std::string>& words) {
  auto front = read_front(words);
  if (!front) return wrong_usage(front.error().log);
  try {
    if (front->action == "--help") return print_program_help(table), kDone;
    if (front->action == "--version") return std::cout << "certportal " << kVersion << "\n", kDone;
    if (front->action == "--man") return std::cout << manual_page(table), kDone;
    if (front->rest.empty()) return wrong_usage("no command given");
    int status = dispatch(table, *front);
    // A list that did not reach its reader (a full disk behind the pipe, say) is not done.
    if (!std::cout.flush() && status == kDone) return fail("standard output could not be written");
    return status;
  } catch (const std::exception& trouble) {
    return fail(trouble.what());
  }
}

}  // namespace certportal::admin
