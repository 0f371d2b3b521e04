// Commands that set an installation up and look into it: migrate, secrets, config, mail.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int migrate(const Config& config, const Options& options);
int init_secrets(const Config& config, const Options& options);
int show_config(const Config& config, const Options& options);
int list_mails(const Config& config, const Options& options);

// A problem of the values themselves (hosts, time zone, user) that Config::load() cannot see; "" if there is none.
std::string problem_of_values(const Config& config);

// Every key with its help and default, as a file that loads.
std::string default_configuration();

}  // namespace certportal::admin
