#include "base/options.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/nearest.h"
#include "base/text.h"

namespace certportal {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelp = "--help";
constexpr std::string_view kMany = "...";

struct Part {
  std::string_view name;  // "--email", "REF"
  bool is_option = false;
  bool has_value = false;
  bool is_required = true;
  bool is_many = false;
};

// The synopsis in pieces. It is a literal of ours: nothing in it is checked.
std::vector<Part> parts_of(std::string_view synopsis) {
  std::vector<Part> parts;
  bool in_brackets = false;
  bool wants_value = false;  // the word before was an option
  for (std::string_view word : split(synopsis, ' ')) {
    if (word.empty()) continue;
    bool opens = word.front() == '[';
    bool closes = word.back() == ']';
    if (opens) in_brackets = true;
    word = word.substr(opens ? 1 : 0, word.size() - (opens ? 1 : 0) - (closes ? 1 : 0));
    bool is_option = word.starts_with("--");
    if (wants_value && !is_option) {
      parts.back().has_value = true;
    } else {
      bool is_many = word.ends_with(kMany);
      if (is_many) word.remove_suffix(kMany.size());
      parts.push_back({word, is_option, false, !in_brackets, is_many});
    }
    wants_value = is_option && !closes;
    if (closes) in_brackets = false;
  }
  return parts;
}

Error wrong(const std::string& why) { return Error{Code::invalid, "", why}; }

Error unknown_option(const std::string& given, const std::vector<Part>& parts) {
  std::vector<std::string_view> known{kHelp};
  for (const Part& part : parts)
    if (part.is_option) known.push_back(part.name);
  return wrong("unknown option " + given + "; did you mean " + nearest(given, known) + "?");
}

Result<po::parsed_options> parse_words(const std::vector<Part>& parts, const std::vector<std::string>& arguments) {
  po::options_description description;
  auto add = description.add_options();
  add("help,h", "");
  for (const Part& part : parts) {
    if (!part.is_option) continue;
    std::string name(part.name.substr(2));
    if (part.has_value) {
      add(name.c_str(), po::value<std::string>(), "");
    } else {
      add(name.c_str(), "");
    }
  }
  // No positional description: words are sorted by our own synopsis. No guessing: --na is not --name.
  using namespace po::command_line_style;
  try {
    return po::command_line_parser(arguments).options(description).style(unix_style & ~allow_guessing).run();
  } catch (const po::unknown_option& error) {
    return unknown_option(error.get_option_name(), parts);
  } catch (const po::error& error) {
    return wrong(error.what());
  }
}

// Gives each loose word to the next place of the synopsis; the last place may take many.
std::optional<Error> place_words(const std::vector<std::string>& words, const std::vector<Part>& parts,
                                 std::map<std::string, std::vector<std::string>, std::less<>>& values) {
  std::vector<Part> places;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(places),
               [](const Part& part) { return !part.is_option; });
  std::size_t place = 0;
  for (const std::string& word : words) {
    if (place == places.size()) return wrong("unexpected '" + word + "'");
    values.find(places[place].name)->second.push_back(word);
    if (!places[place].is_many) ++place;
  }
  return std::nullopt;
}

}  // namespace

Result<Options> Options::parse(std::string_view synopsis, const std::vector<std::string>& arguments) {
  std::vector<Part> parts = parts_of(synopsis);
  auto parsed = parse_words(parts, arguments);
  if (!parsed) return parsed.error();
  Options options;
  for (const Part& part : parts) options.values_.emplace(part.name, std::vector<std::string>{});
  std::vector<std::string> loose;
  for (const auto& option : parsed->options) {
    if (option.position_key >= 0) {
      loose.insert(loose.end(), option.value.begin(), option.value.end());
    } else if (option.string_key == "help") {
      options.asks_for_help_ = true;
    } else {
      auto& values = options.values_.find("--" + option.string_key)->second;
      if (!values.empty()) return wrong("--" + option.string_key + " stands twice");
      values.push_back(option.value.empty() ? "" : option.value.front());
    }
  }
  if (options.asks_for_help_) return options;
  if (auto error = place_words(loose, parts, options.values_)) return *error;
  for (const Part& part : parts)
    if (part.is_required && !options.has(part.name)) return wrong(std::string(part.name) + " is missing");
  return options;
}

const std::vector<std::string>& Options::words(std::string_view name) const {
  auto found = values_.find(name);
  if (found == values_.end()) std::abort();  // not in the synopsis
  return found->second;
}

bool Options::has(std::string_view name) const { return !words(name).empty(); }
std::string Options::text(std::string_view name) const { return has(name) ? words(name).front() : ""; }

}  // namespace certportal
