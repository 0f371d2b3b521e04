// certportal organisation …. Every change writes its audit event in the same transaction.
#pragma once

#include <string>

#include "admin/command.h"

namespace certportal::admin {

// The value of --reason, trimmed: one line of 1 to 500 characters, for it stands in mails. Error: text in log.
Result<std::string> parse_reason(const std::string& typed);

int create_organisation(const Config& config, const Options& options);  // prints the reference, and nothing else
int list_organisations(const Config& config, const Options& options);
int edit_organisation(const Config& config, const Options& options);
// Makes another account the technical contact, without any handover (handover.md, rule 11).
int set_organisation_contact(const Config& config, const Options& options);

}  // namespace certportal::admin
