// The log cannot be forged, and files are read within their bound.
#include "base/log.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/random.h"

using namespace certportal;
using namespace std::string_literals;

namespace {

class LogTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(LogTest);
  CPPUNIT_TEST(one_call_is_one_line_with_time_and_level);
  CPPUNIT_TEST(control_characters_cannot_forge_a_line);
  CPPUNIT_TEST(fields_and_the_request_stand_in_each_line);
  CPPUNIT_TEST(a_line_of_json_is_whole_whatever_it_holds);
  CPPUNIT_TEST(the_last_error_is_kept);
  CPPUNIT_TEST(files_are_read_up_to_their_bound);
  CPPUNIT_TEST(random_bytes_are_as_many_as_asked_and_differ);
  CPPUNIT_TEST_SUITE_END();

  std::string path_;

 public:
  void setUp() override {
    char name[] = "/tmp/log-test-XXXXXX";
    close(mkstemp(name));
    path_ = name;
  }
  void tearDown() override {
    set_log_format(LogFormat::text);
    set_log_request("");
    unlink(path_.c_str());
  }

  // What the log wrote while `write_log` ran.
  template <class Action>
  std::string logged(Action write_log) {
    int saved = dup(STDERR_FILENO);
    int file = open(path_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    dup2(file, STDERR_FILENO);
    write_log();
    dup2(saved, STDERR_FILENO);
    close(file);
    close(saved);
    return *read_file(path_);
  }

  void one_call_is_one_line_with_time_and_level() {
    std::string line = logged([] { log_warning("Schlüssel fehlt"); });
    CPPUNIT_ASSERT_EQUAL("Z warning Schlüssel fehlt\n"s, line.substr(19));
    CPPUNIT_ASSERT_EQUAL("T"s, line.substr(10, 1));
    CPPUNIT_ASSERT_EQUAL(" info a\n"s, logged([] { log_info("a"); }).substr(20));
    CPPUNIT_ASSERT_EQUAL(" error a\n"s, logged([] { log_error("a"); }).substr(20));
  }

  void control_characters_cannot_forge_a_line() {
    std::string line = logged([] { log_info("a\nb\rc\0d\x1b[2Je\x7f\tf"s); });
    CPPUNIT_ASSERT_EQUAL(" info a?b?c?d?[2Je??f\n"s, line.substr(20));
    CPPUNIT_ASSERT_EQUAL(1L, static_cast<long>(std::count(line.begin(), line.end(), '\n')));
    line = logged([] { log_info("\u009b31m", {{"name", "\x9b \u202e"}}); });  // C1: control sequence introducer
    CPPUNIT_ASSERT_EQUAL(" info ?31m name=? ?\n"s, line.substr(20));
  }

  void fields_and_the_request_stand_in_each_line() {
    set_log_request("9f3a");
    auto write_log = [] { log_info("", {{"method", "GET"}, {"status", 200}, {"ms", 1.25}}); };
    CPPUNIT_ASSERT_EQUAL(" info request=9f3a method=GET status=200 ms=1.2\n"s, logged(write_log).substr(20));
    CPPUNIT_ASSERT_EQUAL(" error request=9f3a gone a=?\n"s, logged([] {
                                                              log_error("gone", {{"a", "\n"}});
                                                            }).substr(20));
    set_log_duty("outbox");
    CPPUNIT_ASSERT_EQUAL(" info duty=outbox a\n"s, logged([] { log_info("a"); }).substr(20));
    set_log_request("");
    CPPUNIT_ASSERT_EQUAL(" info a\n"s, logged([] { log_info("a"); }).substr(20));
  }

  void a_line_of_json_is_whole_whatever_it_holds() {
    set_log_format(LogFormat::json);
    set_log_request("9f3a");
    std::string line = logged([] {
      log_warning("say \"ü\"\n\\", {{"bytes", std::size_t{7}}, {"ms", 0.5}, {"name", "\xff<\x01"}});
    });
    auto object = nlohmann::json::parse(line);
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, object["time"].get<std::string>().size());
    object.erase("time");
    CPPUNIT_ASSERT_EQUAL(nlohmann::json({{"level", "warning"},
                                         {"request", "9f3a"},
                                         {"message", "say \"ü\"?\\"},
                                         {"bytes", 7},
                                         {"ms", 0.5},
                                         {"name", "?<?"}}),
                         object);
    CPPUNIT_ASSERT_EQUAL(1L, static_cast<long>(std::count(line.begin(), line.end(), '\n')));
  }

  void the_last_error_is_kept() {
    auto before = last_logged_error().count;
    logged([] {
      log_error("first");
      log_error("second", {{"a", 1}});
      log_warning("no error");
    });
    CPPUNIT_ASSERT_EQUAL(before + 2, last_logged_error().count);
    CPPUNIT_ASSERT_EQUAL("second"s, last_logged_error().text);
  }

  void files_are_read_up_to_their_bound() {
    std::ofstream(path_) << std::string(100000, 'x');
    CPPUNIT_ASSERT_EQUAL(std::size_t{100000}, read_file(path_, 100000)->size());
    for (std::size_t limit : {std::size_t{99999}, std::size_t{10}, std::size_t{0}})
      CPPUNIT_ASSERT(!read_file(path_, limit).ok());
    CPPUNIT_ASSERT(!read_file(path_ + "-missing").ok());
    CPPUNIT_ASSERT(!read_file("/").ok());
  }

  void random_bytes_are_as_many_as_asked_and_differ() {
    CPPUNIT_ASSERT_EQUAL(std::size_t{1000}, random_bytes(1000).size());
    CPPUNIT_ASSERT(random_bytes(32) != random_bytes(32));
    CPPUNIT_ASSERT(random_bytes(0).empty());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LogTest);

}  // namespace
