// The words behind a command, read by its synopsis, which is the only declaration of its options:
//   --email ADDRESS [--role ROLE] [--json] REF FILE...
// a required option with a value, an optional one, an optional flag, one word, one word or more.
// The fence of Boost.Program_options.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certportal {

class Options {
 public:
  // Errors (Code::invalid, text in log): an option that is unknown (the nearest is named), repeated, or without its
  // value; a word too many; something required that is missing (not when help is asked for). `synopsis` outlives
  // the answer.
  static Result<Options> parse(std::string_view synopsis, const std::vector<std::string>& arguments);

  bool asks_for_help() const { return asks_for_help_; }  // --help or -h among the options

  // `name` as in the synopsis: "--email", "REF". Asking for a name that is not in it is a bug and ends the program.
  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;                       // "" if not given
  const std::vector<std::string>& words(std::string_view name) const;  // all values, for "FILE..."

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;  // a flag that is given holds ""
  bool asks_for_help_ = false;
};

}  // namespace certportal
