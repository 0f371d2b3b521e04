// certportal order …: what officers do in the browser, by the operator in an officer's name and under the same rules.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int list_orders(const Config& config, const Options& options);
int show_order(const Config& config, const Options& options);
int approve_order(const Config& config, const Options& options);
int reject_order(const Config& config, const Options& options);
int retry_order(const Config& config, const Options& options);

}  // namespace certportal::admin
