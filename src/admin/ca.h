// Commands for the local issuers: certportal ca init, status, crl.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int init_ca(const Config& config, const Options& options);
int show_ca_status(const Config& config, const Options& options);
int make_ca_crl(const Config& config, const Options& options);

}  // namespace certportal::admin
