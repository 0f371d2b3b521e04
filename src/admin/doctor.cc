#include "admin/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

#include "admin/config.h"
#include "admin/site.h"
#include "admin/table.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "http/base_url.h"

namespace certportal::admin {
namespace {

std::string_view name(Grade grade) {
  switch (grade) {
    case Grade::ok: return "ok";
    case Grade::warning: return "warning";
    case Grade::error: return "error";
  }
  return "";
}

bool is_loopback(const std::string& host) { return host.starts_with("127.") || host == "localhost" || host == "[::1]"; }

void examine_address(const Config& config, Findings& findings) {
  auto base = http::parse_base_url(config.text("base_url"));
  if (!base) return;  // told with the values
  if (config.text("base_url").starts_with("https://") || is_loopback(base->host)) {
    findings.push_back({Grade::ok, "address", config.text("base_url"), ""});
  } else {
    findings.push_back({Grade::warning, "address",
                        config.text("base_url") + " is not encrypted: passwords travel in the open",
                        "set base_url to the https address"});
  }
}

void examine_support(const Config& config, Findings& findings) {
  if (config.text("support_email").empty())
    findings.push_back({Grade::warning, "support", "pages and mails name nobody to ask", "set support_email"});
}

void examine_file_itself(const Config& config, Findings& findings) {
  struct stat status {};
  if (stat(config.path().c_str(), &status) == 0 && (status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    findings.push_back({Grade::error, "configuration", config.path() + " may be written by others than its owner",
                        "chmod go-w " + config.path()});
  // Root read it before it became this user; what is not started by root cannot.
  if (access(config.path().c_str(), R_OK) != 0)
    findings.push_back({Grade::warning, "configuration",
                        config.path() + " cannot be read without root's rights: " + std::strerror(errno),
                        "make it readable by the users of worker and jobs; it holds no secrets"});
}

// scripts/build-templates writes down which program they were made for.
void examine_templates(const Config& config, Findings& findings) {
  auto version = read_file(config.text("template_dir") + "/version", 100);
  if (version && trim(*version) == kVersion) return;
  findings.push_back({Grade::warning, "templates",
                      "those in " + config.text("template_dir") + " are of " +
                          (version ? "version " + one_line(*version, 20) : "an unknown version") + ", the program is " +
                          kVersion,
                      "install program and templates together, then reload the workers"});
}

void examine_switches(const Config& config, Findings& findings) {
  if (!config.flag("limits"))
    findings.push_back(
        {Grade::warning, "limits", "throttles and daily limits are off", "set limits = 1, unless this is a load test"});
  if (!config.text("clock_offset_file").empty() && clock_offset() != Seconds(0))
    findings.push_back({Grade::warning, "clock",
                        "the program's clock is moved by " + std::to_string(clock_offset().count()) + " s",
                        "empty or remove " + config.text("clock_offset_file") + ", unless this is a test"});
  if (config.text("worker.database_user") == config.text("jobs.database_user") ||
      config.text("worker.database_user") == config.text("operator.database_user"))
    findings.push_back(
        {Grade::warning, "duties", "the workers share their database user with another duty",
         "where the host gives more than one, a database user for each duty; see certportal migrate --grants"});
}

void print(const Findings& findings, bool as_json) {
  if (as_json) {
    Table table({"check", "grade", "finding", "cure"});
    for (const Finding& finding : findings) table.add({finding.check, name(finding.grade), finding.text, finding.cure});
    table.print(std::cout, true);
    return;
  }
  for (const Finding& finding : findings)
    std::cout << name(finding.grade) << ": " << finding.check << ": " << printable(finding.text)
              << (finding.cure.empty() ? "" : " - " + printable(finding.cure)) << "\n";
}

}  // namespace

void examine_configuration(const Config& config, Findings& findings) {
  auto problems = problems_of_values(config);
  if (problems.empty())
    findings.push_back(
        {Grade::ok, "configuration", config.path() + ", templates in " + config.text("template_dir"), ""});
  for (const std::string& problem : problems)
    findings.push_back({Grade::error, "configuration", problem, "correct " + config.path()});
  examine_file_itself(config, findings);
  examine_address(config, findings);
  examine_templates(config, findings);
  examine_support(config, findings);
  examine_switches(config, findings);
}

int run_doctor(const Config& config, const Options& options) {
  Findings findings;
  examine_configuration(config, findings);
  examine_files(config, findings);
  examine_host(config, findings);
  examine_database(config, findings);
  examine_issuers(config, findings);
  print(findings, options.has("--json"));
  auto errors = std::count_if(findings.begin(), findings.end(),
                              [](const Finding& finding) { return finding.grade == Grade::error; });
  return errors == 0 ? kDone : fail("doctor: " + std::to_string(errors) + (errors == 1 ? " error" : " errors"));
}

}  // namespace certportal::admin
