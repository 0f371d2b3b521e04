// certportal organisation …. Every change writes its audit event in the same transaction.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int create_organisation(const Config& config, const Options& options);  // prints the reference, and nothing else
int list_organisations(const Config& config, const Options& options);
int edit_organisation(const Config& config, const Options& options);

}  // namespace certportal::admin
