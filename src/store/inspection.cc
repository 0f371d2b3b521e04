#include "store/inspection.h"

#include "base/text.h"
#include "store/migrations.h"

namespace certportal::store {
namespace {

constexpr std::string_view kGrant = "GRANT ";
constexpr std::string_view kOn = " ON ";
constexpr std::string_view kTo = " TO ";

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

TablePrivileges wanted_privileges(const Settings& settings, std::string_view worker, std::string_view jobs,
                                  std::string_view user) {
  TablePrivileges wanted;
  std::string text = grants(settings, worker, jobs, "%");
  std::string to = "'" + std::string(user) + "'@";
  // The statements are our own: GRANT A, B ON `database`.table TO 'user'@'%';
  for (std::string_view line : split(text, '\n')) {
    std::size_t on = line.find(kOn), at = line.find(kTo);
    if (on == std::string_view::npos || at == std::string_view::npos) continue;
    if (!line.substr(at + kTo.size()).starts_with(to)) continue;
    std::string_view table = line.substr(on + kOn.size(), at - on - kOn.size());
    table.remove_prefix(table.rfind('.') + 1);
    for (std::string_view privilege : split(line.substr(kGrant.size(), on - kGrant.size()), ','))
      wanted[std::string(trim(table))].emplace(trim(privilege));
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
  return visible;
}

}  // namespace certportal::store
