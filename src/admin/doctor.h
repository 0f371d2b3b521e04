// certportal doctor: one line for each thing looked at, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "admin/command.h"
#include "store/database.h"

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
void examine_files(const Config& config, Findings& findings);  // secrets, sendmail, list of public suffixes
void examine_host(const Config& config, Findings& findings);   // folders, the workers' socket, tools of scripts/portal
void examine_database(const Config& config, Findings& findings);  // reach, schema, grants, and what jobs watches
void examine_issuers(const Config& config, Findings& findings);   // products, files of issuers, what is published

// Part of the look at a database whose schema fits.
void examine_operation(const Config& config, store::Database& database, Findings& findings);

int run_doctor(const Config& config, const Options& options);

}  // namespace certportal::admin
