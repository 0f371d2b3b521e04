#include "store/inspection.h"

#include "base/text.h"
#include "store/migrations.h"

namespace certportal::store {
namespace {

constexpr std::string_view kGrant = "GRANT ";
constexpr std::string_view kOn = " ON ";
constexpr std::string_view kTo = " TO ";

std::string column_privilege(std::string_view verb, std::string_view column) {
  return std::string(verb) + " (" + std::string(column) + ")";
}

// "SELECT, UPDATE (name, note)" → "SELECT", "UPDATE (name)", "UPDATE (note)".
std::set<std::string> single_privileges(std::string_view list) {
  std::set<std::string> privileges;
  std::string_view verb;  // whose columns are being read
  for (std::string_view word : split(list, ',')) {
    word = trim(word);
    if (auto open = word.find('('); open != std::string_view::npos) {
      verb = trim(word.substr(0, open));
      word = trim(word.substr(open + 1));
    }
    bool is_last = word.ends_with(')');
    if (is_last) word = trim(word.substr(0, word.size() - 1));
    privileges.insert(verb.empty() ? std::string(word) : column_privilege(verb, word));
    if (is_last) verb = {};
  }
  return privileges;
}

}  // namespace

std::string server_version(Database& database) {
  Rows rows = database.read("SELECT VERSION()");
  return rows.next() ? rows.text(1) : "";
}

Time server_time(Database& database) {
  Rows rows = database.read("SELECT UTC_TIMESTAMP()");
  if (!rows.next()) throw Broken("the database does not tell its time");
  return rows.time(1);
}

bool takes_writes(Database& database) {
  Rows rows = database.read("SELECT @@global.read_only OR @@global.innodb_read_only");
  return rows.next() && rows.number(1) == 0;
}

TablePrivileges wanted_privileges(const Settings& settings, std::string_view worker, std::string_view jobs,
                                  std::string_view user) {
  TablePrivileges wanted;
  std::string text = grants(settings, worker, jobs, "%");
  std::string to = "'" + std::string(user) + "'@";
  // The statements are our own: GRANT A, B (c, d) ON `database`.table TO 'user'@'%';
  for (std::string_view line : split(text, '\n')) {
    std::size_t on = line.find(kOn), at = line.find(kTo);
    if (on == std::string_view::npos || at == std::string_view::npos) continue;
    if (!line.substr(at + kTo.size()).starts_with(to)) continue;
    std::string_view table = line.substr(on + kOn.size(), at - on - kOn.size());
    table.remove_prefix(table.rfind('.') + 1);
    wanted[std::string(trim(table))].merge(single_privileges(line.substr(kGrant.size(), on - kGrant.size())));
  }
  return wanted;
}

TablePrivileges visible_privileges(Database& database, std::string_view user) {
  TablePrivileges visible;
  Rows rows = database.read(
      "SELECT table_name, privilege_type FROM information_schema.table_privileges "
      "WHERE table_schema = DATABASE() AND SUBSTRING_INDEX(grantee, '@', 1) = ?",
      {"'" + std::string(user) + "'"});
  while (rows.next()) visible[rows.text(1)].insert(rows.text(2));
  rows = database.read(
      "SELECT table_name, privilege_type, column_name FROM information_schema.column_privileges "
      "WHERE table_schema = DATABASE() AND SUBSTRING_INDEX(grantee, '@', 1) = ?",
      {"'" + std::string(user) + "'"});
  while (rows.next()) visible[rows.text(1)].insert(column_privilege(rows.text(2), rows.text(3)));
  return visible;
}

}  // namespace certportal::store
