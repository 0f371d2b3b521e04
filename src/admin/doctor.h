// certportal doctor: one line for each thing looked at, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "admin/command.h"

namespace certportal::admin {

enum class Grade { ok, warning, error };

struct Finding {
  Grade grade = Grade::ok;
  std::string check;  // "database"
  std::string text;   // what was found
  std::string cure;   // what to do; "" for ok
};
using Findings = std::vector<Finding>;

// The parts of a visit; each only looks.
void examine_configuration(const Config& config, Findings& findings);
void examine_files(const Config& config, Findings& findings);     // secrets, folders, sendmail
void examine_database(const Config& config, Findings& findings);  // reach, schema, clock, grants
void examine_issuers(const Config& config, Findings& findings);   // products, files and CRLs of issuers

int run_doctor(const Config& config, const Options& options);

}  // namespace certportal::admin
