// certportal config: the configuration looked over, and the reference of its keys.
#pragma once

#include <string>
#include <vector>

#include "admin/command.h"

namespace certportal::admin {

int show_config(const Config& config, const Options& options);

// What is wrong with the values themselves (hosts, time zone, user, sections) beyond what Config::load() sees; {} if
// nothing. One line each, without the file's name.
std::vector<std::string> problems_of_values(const Config& config);

// Every key with its help and default, as a file that loads.
std::string default_configuration();

// Every key with its values, default and meaning, by topic: doc/configuration.md.
std::string configuration_reference();

}  // namespace certportal::admin
