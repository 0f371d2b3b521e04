// certportal handover …: what is under way, and its end by the operator.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int list_handovers(const Config& config, const Options& options);
int show_handover(const Config& config, const Options& options);
int withdraw_handover(const Config& config, const Options& options);

}  // namespace certportal::admin
