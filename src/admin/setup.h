// Commands that set an installation up and look into it: migrate, secrets, mail.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int migrate(const Config& config, const Options& options);
int init_secrets(const Config& config, const Options& options);
int list_mails(const Config& config, const Options& options);

}  // namespace certportal::admin
