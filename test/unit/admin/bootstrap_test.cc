// The first SQL: for whom, with what, and that no value ends a quote of it.
#include "admin/bootstrap.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.h"

namespace certportal::admin {
namespace {

class BootstrapTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BootstrapTest);
  CPPUNIT_TEST(users_come_from_this_host_where_the_database_is_reached_by_sockets_only);
  CPPUNIT_TEST(names_and_passwords_are_filled_in);
  CPPUNIT_TEST(a_value_that_could_end_a_quote_is_refused);
  CPPUNIT_TEST_SUITE_END();

  std::string folder_;

 public:
  void setUp() override {
    char name[] = "/tmp/bootstrap-test.XXXXXX";
    folder_ = mkdtemp(name);
    replace_file(folder_ + "/password", "dGVzdA==\n", 0600);
  }

  void tearDown() override {
    unlink((folder_ + "/password").c_str());
    rmdir(folder_.c_str());
  }

  Config with(const std::string& common) {
    std::string text = common + "\n";
    for (const std::string duty : {"worker", "jobs", "operator"})
      text += "[" + duty + "]\ndatabase_password_file = " + folder_ + "/password\n";
    return Config::parse(text, "test.conf").value();
  }

  void users_come_from_this_host_where_the_database_is_reached_by_sockets_only() {
    const std::pair<const char*, const char*> cases[] = {
        {"unix:/run/a.sock", "localhost"},
        {"unix:/run/a.sock, unix:/run/b.sock", "localhost"},
        {"unix:/run/a.sock, db.example.org:3306", "%"},
        {"127.0.0.1:3306", "%"},
    };
    for (const auto& [hosts, expected] : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(hosts, std::string(expected),
                                   client_host(with(std::string("database_hosts = ") + hosts)));
  }

  void names_and_passwords_are_filled_in() {
    std::string sql = bootstrap_sql(with("database_name = portal")).value();
    for (const char* wanted : {"CREATE DATABASE IF NOT EXISTS `portal` ",
                               "ALTER USER 'certportal_jobs'@'localhost' IDENTIFIED BY 'dGVzdA==';",
                               "GRANT ALL PRIVILEGES ON `portal`.* TO 'certportal_operator'@'localhost';"})
      CPPUNIT_ASSERT_MESSAGE(wanted, sql.find(wanted) != std::string::npos);
  }

  void a_value_that_could_end_a_quote_is_refused() {
    replace_file(folder_ + "/password", "a'; DROP DATABASE x; --", 0600);
    auto sql = bootstrap_sql(with(""));
    CPPUNIT_ASSERT(!sql.ok());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, sql.error().log.find(folder_ + "/password: "));
    CPPUNIT_ASSERT(!bootstrap_sql(with("database_name = a`b")).ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(BootstrapTest);

}  // namespace
}  // namespace certportal::admin
