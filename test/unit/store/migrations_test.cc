// What keeps an upgrade free of a pause: see store/migrations.h.
#include "store/migrations.h"

#include <cppunit/extensions/HelperMacros.h>

#include <regex>

namespace certportal::store {
namespace {

constexpr unsigned kLastBeforeTheRule = 4;

bool has(const std::string& text, const char* pattern) {
  return std::regex_search(text, std::regex(pattern, std::regex::icase));
}

// The parts between commas that stand in no bracket.
std::vector<std::string> clauses(const std::string& statement) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (char c : statement) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// Why workers of the version before could not go on; "" if they can.
std::string breaks(const std::string& statement) {
  if (has(statement, "^CREATE TABLE |^INSERT IGNORE |^UPDATE ")) return "";
  if (!has(statement, "^ALTER TABLE ")) return "is neither CREATE TABLE, ALTER TABLE, INSERT IGNORE nor UPDATE";
  for (const std::string& clause : clauses(statement)) {
    if (has(clause, "\\b(DROP|RENAME|CHANGE|MODIFY|ALTER COLUMN|CONVERT)\\b")) return "takes away or changes";
    if (!has(clause, "\\bADD\\b")) return "adds nothing";
    if (has(clause, "\\bADD UNIQUE\\b")) return "refuses what was accepted";
    if (has(clause, "\\bADD COLUMN\\b") && has(clause, "\\bNOT NULL\\b") && !has(clause, "\\bDEFAULT\\b|\\bAS \\("))
      return "wants a value that nobody gives";
  }
  return "";
}

class MigrationsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MigrationsTest);
  CPPUNIT_TEST(new_ones_only_add_unless_they_contract);
  CPPUNIT_TEST(the_rule_knows_what_breaks);
  CPPUNIT_TEST(versions_are_numbered_without_a_gap);
  CPPUNIT_TEST(tables_carry_the_prefix_and_migration_is_the_last);
  CPPUNIT_TEST_SUITE_END();

 public:
  void new_ones_only_add_unless_they_contract() {
    for (const Migration& migration : migrations()) {
      if (migration.version <= kLastBeforeTheRule || migration.name.find("contract") != std::string_view::npos)
        continue;
      for (const std::string& statement : statements(migration.sql))
        CPPUNIT_ASSERT_EQUAL_MESSAGE(statement, std::string(), breaks(statement));
    }
  }

  void the_rule_knows_what_breaks() {
    for (const char* fine :
         {"CREATE TABLE [a] (b INT NOT NULL)", "ALTER TABLE [a] ADD COLUMN b INT NULL",
          "ALTER TABLE [a] ADD COLUMN b DECIMAL(5,2) NOT NULL DEFAULT 0, ADD KEY a_b (b, c)",
          "ALTER TABLE [a] ADD COLUMN b INT AS (IF(c, d, NULL)) STORED NOT NULL",
          "ALTER TABLE [a] ADD CONSTRAINT [a_b] FOREIGN KEY (b) REFERENCES [b] (id) ON DELETE CASCADE",
          "INSERT IGNORE INTO [a] (b) VALUES (1)", "UPDATE [a] SET b = 1 WHERE b = 0"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(fine, std::string(), breaks(fine));
    for (const char* bad :
         {"DROP TABLE [a]", "ALTER TABLE [a] DROP COLUMN b", "ALTER TABLE [a] MODIFY b INT NOT NULL",
          "ALTER TABLE [a] ADD COLUMN b INT NOT NULL", "RENAME TABLE [a] TO [b]",
          "ALTER TABLE [a] ADD COLUMN b INT NULL, CHANGE c d INT", "DELETE FROM [a]",
          "ALTER TABLE [a] ADD UNIQUE KEY a_b (b)", "ALTER TABLE [a] ADD COLUMN b INT NULL, DROP KEY c"})
      CPPUNIT_ASSERT_MESSAGE(bad, !breaks(bad).empty());
  }

  void versions_are_numbered_without_a_gap() {
    unsigned version = 0;
    for (const Migration& migration : migrations()) CPPUNIT_ASSERT_EQUAL(++version, migration.version);
  }

  void tables_carry_the_prefix_and_migration_is_the_last() {
    Settings settings;
    settings.table_prefix = "kunde_";
    auto tables = table_names(settings);
    CPPUNIT_ASSERT_EQUAL(std::string("kunde_account"), tables.front());
    CPPUNIT_ASSERT_EQUAL(std::string("kunde_migration"), tables.back());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MigrationsTest);

}  // namespace
}  // namespace certportal::store
