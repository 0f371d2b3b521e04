// The doctor's look at the database: every host, schema, and the rights of worker and jobs as far as they show.
#include "admin/doctor.h"
#include "store/inspection.h"
#include "store/migrations.h"
#include "store/settings.h"

namespace certportal::admin {
namespace {

constexpr unsigned kPatienceSeconds = 2;

Finding unreachable(const std::string& why, bool is_last_hope) {
  return {is_last_hope ? Grade::error : Grade::warning, "database", why,
          "start the server, or correct database_hosts, operator.database_user and its password file"};
}

// Every host is tried, not only the first that answers: the others are there for the day when that one fails.
std::string examine_hosts(const store::Settings& settings, Findings& findings) {
  std::string reachable;
  std::vector<std::string> troubles;
  for (const std::string& host : settings.hosts) {
    store::Settings one = settings;
    one.hosts = {host};
    store::Database database(one);
    try {
      findings.push_back({Grade::ok, "database", host + " answers (" + store::server_version(database) + ")", ""});
      if (reachable.empty()) reachable = host;
    } catch (const Broken& trouble) {
      troubles.emplace_back(trouble.what());
    }
  }
  for (const std::string& trouble : troubles) findings.push_back(unreachable(trouble, reachable.empty()));
  return reachable;
}

void examine_schema(store::Database& database, Findings& findings) {
  auto pending = store::pending_migrations(database);
  if (pending.empty()) {
    findings.push_back({Grade::ok, "schema", "version " + std::to_string(store::migrations().back().version), ""});
  } else {
    findings.push_back(
        {Grade::error, "schema", std::to_string(pending.size()) + " migrations are not applied", "certportal migrate"});
  }
}

std::string join(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// "SELECT, INSERT on account; …": what `left` has beyond `right`.
std::string difference(const store::TablePrivileges& left, const store::TablePrivileges& right) {
  std::string text;
  for (const auto& [table, privileges] : left) {
    std::set<std::string> beyond = privileges;
    if (auto other = right.find(table); other != right.end())
      for (const std::string& privilege : other->second) beyond.erase(privilege);
    if (!beyond.empty()) text += (text.empty() ? "" : "; ") + join(beyond) + " on " + table;
  }
  return text;
}

void examine_grants(const Config& config, store::Database& database, std::string_view duty, Findings& findings) {
  const std::string& user = config.text(std::string(duty) + ".database_user");
  const std::string& asker = config.text("operator.database_user");
  if (user == asker) return;  // told with the duties; it may do all, as it makes the tables
  auto has = store::visible_privileges(database, user);
  if (has.empty()) {
    findings.push_back({Grade::ok, "grants",
                        "those of " + user + " are not visible to " + asker + "; certportal migrate --grants has them",
                        ""});
    return;
  }
  auto wants = store::wanted_privileges(database.settings(), config.text("worker.database_user"),
                                        config.text("jobs.database_user"), user);
  std::string missing = difference(wants, has);
  std::string beyond = difference(has, wants);
  if (!missing.empty())
    findings.push_back({Grade::error, "grants", user + " lacks " + missing,
                        "run what certportal migrate --grants prints, as the database's administrator"});
  if (!beyond.empty())
    findings.push_back({Grade::warning, "grants", user + " may do more than it needs: " + beyond, "REVOKE it"});
  if (missing.empty() && beyond.empty())
    findings.push_back({Grade::ok, "grants", user + " has what it needs and no more", ""});
}

}  // namespace

void examine_database(const Config& config, Findings& findings) {
  auto settings = store::database_settings(config, "operator");
  if (!settings) {
    findings.push_back(
        {Grade::error, "database", settings.error().log, "name a readable file in operator.database_password_file"});
    return;
  }
  settings->read_seconds = kPatienceSeconds;
  std::string host = examine_hosts(*settings, findings);
  if (host.empty()) return;
  settings->hosts = {host};
  store::Database database(*settings);
  try {
    examine_schema(database, findings);
    for (std::string_view duty : {"worker", "jobs"}) examine_grants(config, database, duty, findings);
    if (store::pending_migrations(database).empty()) examine_operation(config, database, findings);
  } catch (const Broken& trouble) {
    findings.push_back(unreachable(trouble.what(), true));
  }
}

}  // namespace certportal::admin
