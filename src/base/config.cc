// The reader (Boost.Program_options parses the file).
#include "base/config.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

namespace certportal {

namespace {

constexpr std::size_t kLongestPrefix = 20;  // an identifier of MariaDB has 64 characters, the longest of ours 38

// A NAME of the file, as the reference writes its key: "product.web.issuer" is "product.*.issuer".
struct StarredKey {
  std::string pattern;
  std::string kind, name;  // "product", "web"; both "" for a key without a star
};

StarredKey starred(std::string_view key) {
  auto first = key.find('.'), last = key.rfind('.');
  if (first == last) return {std::string(key), "", ""};
  std::string kind(key.substr(0, first));
  return {kind + ".*" + std::string(key.substr(last)), kind, std::string(key.substr(first + 1, last - first - 1))};
}

bool is_section_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

const ConfigKey* find_key(std::string_view pattern) {
  for (const ConfigKey& key : config_keys())
    if (key.name == pattern) return &key;
  return nullptr;
}

std::string nearest_key(std::string_view wrong) {
  std::vector<std::string_view> known;
  for (const ConfigKey& key : config_keys()) known.push_back(key.name);
  return nearest(wrong, known);
}

std::string check_number(const ConfigKey::Form& form, const std::string& value) {
  long number = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) return "is not a whole number";
  if (number >= form.lowest && number <= form.highest) return "";
  return "must be a number from " + std::to_string(form.lowest) + " to " + std::to_string(form.highest);
}

std::string check_form(const ConfigKey& key, const std::string& value) {
  const ConfigKey::Form& form = key.form;
  switch (form.kind) {
    case ConfigKey::Kind::path:
      return value.starts_with('/') || (value.empty() && key.default_value.empty()) ? "" : "must be an absolute path";
    case ConfigKey::Kind::flag: return value == "0" || value == "1" ? "" : "must be 1 or 0";
    case ConfigKey::Kind::number: return check_number(form, value);
    case ConfigKey::Kind::choice:
      for (std::string_view one : split(form.choices, ','))
        if (value == trim(one)) return "";
      return "must be one of " + std::string(form.choices);
    case ConfigKey::Kind::text:
    case ConfigKey::Kind::list: break;
  }
  return "";
}

std::string check_value(const ConfigKey& known, const std::string& value) {
  std::string_view key = known.name;
  if (std::string problem = check_form(known, value); !problem.empty()) return problem;
  if (key == "table_prefix" &&
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos)
    return "may hold letters, digits and _ only";
  if (key == "table_prefix" && value.size() > kLongestPrefix)
    return "may have at most " + std::to_string(kLongestPrefix) + " characters";
  if (key == "base_url" || (key == "pki_url" && !value.empty())) {
    if (!value.starts_with("http://") && !value.starts_with("https://")) return "must start with http:// or https://";
    if (value.ends_with('/')) return "must not end with a slash";
  }
  return "";
}

// Where the key stands (`count`: which time); Program_options does not tell. 0: not found.
std::size_t line_of(const std::string& text, std::string_view key, int count) {
  std::string section;
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trim(line.substr(0, line.find('#')));
    if (line.starts_with('[') && line.ends_with(']')) section = std::string(line.substr(1, line.size() - 2)) + ".";
    auto equals = line.find('=');
    if (equals != std::string_view::npos && section + std::string(trim(line.substr(0, equals))) == key && --count == 0)
      return number;
  }
  return 0;
}

// The first line that is neither a section, nor a key with its value, nor empty; 0 without. Looked for here, since what
// Program_options (1.74) says of one never ends where the line holds "%invalid_line%".
std::size_t stray_line(const std::string& text) {
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trim(line.substr(0, line.find('#')));
    bool is_section = line.starts_with('[') && line.ends_with(']');
    if (!line.empty() && !is_section && line.find('=') == std::string_view::npos) return number;
  }
  return 0;
}

// Most often a key of no section was put at the file's end, below the last one.
std::string unknown_key(const std::string& key) {
  std::string_view alone = std::string_view(key).substr(key.rfind('.') + 1);
  if (alone.size() < key.size() && find_key(alone))
    return "unknown key '" + key + "'; '" + std::string(alone) + "' belongs above the first [section]";
  return "unknown key '" + key + "'; did you mean '" + nearest_key(key) + "'?";
}

}  // namespace

Result<Config> Config::load(const std::string& path) {
  auto content = read_file(path);
  if (!content) return content.error();
  return parse(*content, path);
}

std::string Config::take(const std::string& key, const std::string& value) {
  StarredKey place = starred(key);
  const ConfigKey* known = find_key(place.pattern);
  if (!known) return unknown_key(key);
  if (!place.kind.empty() && !add_section(place.kind, place.name))
    return "'" + place.name + "' is no NAME of a section [" + place.kind +
           ".NAME]: up to 40 lower-case letters, digits, - and _";
  std::string problem = check_value(*known, value);
  if (!problem.empty()) return "key '" + key + "' " + problem + ": '" + value + "'";
  values_[key] = value;
  return "";
}

Result<Config> Config::parse(const std::string& text, const std::string& name) {
  namespace po = boost::program_options;
  Config config;
  config.path_ = name;
  for (const ConfigKey& key : config_keys())
    if (!key.is_starred()) config.values_.emplace(key.name, key.default_value);
  std::istringstream stream(text);
  std::map<std::string, int> seen;
  std::string problems;
  if (std::size_t number = stray_line(text))
    return Error{Code::invalid, "", name + ": line " + std::to_string(number) + ": neither [section] nor key = value"};
  // No description of options here: unknown keys are wanted back, to name the nearest one.
  for (const auto& option : po::parse_config_file(stream, po::options_description{}, true).options) {
    const std::string& key = option.string_key;
    const int count = ++seen[key];
    std::string problem = count > 1 ? "key '" + key + "' stands twice"
                                    : config.take(key, option.value.empty() ? "" : std::string(trim(option.value[0])));
    if (problem.empty()) continue;
    problems += (problems.empty() ? "line " : "; line ") + std::to_string(line_of(text, key, count)) + ": " + problem;
  }
  if (!problems.empty()) return Error{Code::invalid, "", name + ": " + problems};
  return config;
}

bool Config::add_section(const std::string& kind, const std::string& name) {
  if (!is_section_name(name)) return false;
  std::vector<std::string>& known = names_[kind];
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  known.push_back(name);
  const std::string star = kind + ".*.";
  for (const ConfigKey& key : config_keys())
    if (key.name.starts_with(star))
      values_.emplace(kind + "." + name + "." + std::string(key.name.substr(star.size())), key.default_value);
  return true;
}

const std::vector<std::string>& Config::names(std::string_view kind) const {
  static const std::vector<std::string> none;
  auto found = names_.find(kind);
  return found == names_.end() ? none : found->second;
}

const std::string& Config::text(std::string_view key) const {
  auto found = values_.find(key);
  if (found == values_.end()) std::abort();  // a key that is not in the reference is a bug
  return found->second;
}

long Config::number(std::string_view key) const { return std::strtol(text(key).c_str(), nullptr, 10); }
bool Config::flag(std::string_view key) const { return text(key) == "1"; }

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> items;
  for (std::string_view part : split(text(key), ','))
    if (!trim(part).empty()) items.emplace_back(trim(part));
  return items;
}

}  // namespace certportal
