// The way into every command, on a table of its own.
#include "admin/program.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "admin/config.h"
#include "admin/man.h"

namespace certportal::admin {
namespace {

// What a command of the test's table was called with.
std::string called_with;

int remember(const Config& config, const Options& options) {
  called_with = config.text("brand") + " " + options.text("WORD");
  return kDone;
}

int remember_path(const Config& config, const Options&) {
  called_with = config.path();
  return kDone;
}

int break_down(const Config&, const Options&) { throw std::runtime_error("the world is broken"); }

const std::vector<Command>& table() {
  static const std::vector<Command> all = {
      {"thing show", "WORD", "Shows a thing.\nMore of it.", remember},
      {"thing lose", "", "Loses it.", break_down, Drop::never, false},
      {"path", "[--loud]", "Says the path.", remember_path, Drop::never, false},
  };
  return all;
}

class ProgramTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ProgramTest);
  CPPUNIT_TEST(a_command_gets_its_configuration_and_words);
  CPPUNIT_TEST(the_configuration_is_found_by_option_then_environment);
  CPPUNIT_TEST(wrong_usage_ends_with_2_and_one_line);
  CPPUNIT_TEST(failures_end_with_1_and_one_line);
  CPPUNIT_TEST(help_works_without_configuration);
  CPPUNIT_TEST(the_manual_page_names_every_command_and_key);
  CPPUNIT_TEST(the_default_configuration_loads_and_changes_nothing);
  CPPUNIT_TEST(the_reference_has_a_row_for_every_key_by_topic);
  CPPUNIT_TEST(every_command_has_one_place_and_a_short_first_line);
  CPPUNIT_TEST_SUITE_END();

 public:
  void setUp() override {
    char name[] = "/tmp/certportal-program-test.XXXXXX";
    int file = mkstemp(name);
    CPPUNIT_ASSERT(file >= 0);
    close(file);
    path_ = name;
    std::ofstream(path_) << "brand = Test\n";
    unsetenv("CERTPORTAL_CONFIG");
    called_with.clear();
  }
  void tearDown() override { unlink(path_.c_str()); }

  void a_command_gets_its_configuration_and_words() {
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--config", path_, "thing", "show", "x"}));
    CPPUNIT_ASSERT_EQUAL(std::string("Test x"), called_with);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--config=" + path_, "thing", "show", "y"}));
    CPPUNIT_ASSERT_EQUAL(std::string("Test y"), called_with);
  }

  void the_configuration_is_found_by_option_then_environment() {
    CPPUNIT_ASSERT_EQUAL(kDone, run({"path"}));
    CPPUNIT_ASSERT_EQUAL(std::string("/etc/certportal/certportal.conf"), called_with);
    setenv("CERTPORTAL_CONFIG", path_.c_str(), 1);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"path"}));
    CPPUNIT_ASSERT_EQUAL(path_, called_with);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--config", "/elsewhere", "path"}));
    CPPUNIT_ASSERT_EQUAL(std::string("/elsewhere"), called_with);
    unsetenv("CERTPORTAL_CONFIG");
  }

  void wrong_usage_ends_with_2_and_one_line() {
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{}, "no command given"},
        {{"thing", "shwo"}, "unknown command 'thing shwo'; did you mean 'thing show'?"},
        {{"thing"}, "thing wants a second word: show, lose"},
        {{"--confg", "x", "path"}, "unknown option --confg; did you mean --config?"},
        {{"--config"}, "--config wants a file"},
        {{"path", "--lout"}, "path: unknown option --lout; did you mean --loud?"},
        {{"thing", "show"}, "thing show: WORD is missing"},
    };
    for (const auto& [words, says] : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(says, kWrongUsage, run(words));
      CPPUNIT_ASSERT_MESSAGE(err_, err_.starts_with(std::string("certportal: ") + says));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(says, err_.size() - 1, err_.find('\n'));
    }
  }

  void failures_end_with_1_and_one_line() {
    CPPUNIT_ASSERT_EQUAL(kFailed, run({"thing", "lose"}));
    CPPUNIT_ASSERT_EQUAL(std::string("certportal: the world is broken\n"), err_);
    CPPUNIT_ASSERT_EQUAL(kFailed, run({"--config", "/nowhere/certportal.conf", "thing", "show", "x"}));
    CPPUNIT_ASSERT(err_.find("/nowhere/certportal.conf") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string(), called_with);
  }

  void help_works_without_configuration() {
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--help"}));
    CPPUNIT_ASSERT(out_.find("thing show  Shows a thing.\n") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--config", "/nowhere", "thing", "show", "--help"}));
    CPPUNIT_ASSERT(out_.find("thing show WORD\n\nShows a thing.\nMore of it.\n") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"thing", "--help"}));
    CPPUNIT_ASSERT(out_.find("thing lose") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(kDone, run({"--version"}));
    CPPUNIT_ASSERT(out_.starts_with("certportal "));
  }

  void the_manual_page_names_every_command_and_key() {
    std::string page = manual_page(commands());
    for (const Command& command : commands()) {
      std::string name(command.name);
      for (std::size_t at = 0; (at = name.find('-', at)) != std::string::npos; at += 2) name.insert(at, "\\");
      CPPUNIT_ASSERT_MESSAGE(name, page.find("\n.B " + name) != std::string::npos);
    }
    for (const ConfigKey& key : config_keys())
      CPPUNIT_ASSERT_MESSAGE(std::string(key.name), page.find("\n.BR " + std::string(key.name)) != std::string::npos);
  }

  void the_default_configuration_loads_and_changes_nothing() {
    auto config = Config::parse(default_configuration(), "defaults");
    CPPUNIT_ASSERT_MESSAGE(config ? "" : config.error().log, config.ok());
    for (const ConfigKey& key : config_keys())
      if (!key.is_starred()) CPPUNIT_ASSERT_EQUAL(std::string(key.default_value), config->text(key.name));
  }

  void the_reference_has_a_row_for_every_key_by_topic() {
    const std::string reference = configuration_reference();
    for (const ConfigKey& key : config_keys())
      CPPUNIT_ASSERT_MESSAGE(std::string(key.name),
                             reference.find("\n| `" + std::string(key.name) + "` | ") != std::string::npos);
    CPPUNIT_ASSERT(reference.find("| `workers` | `4` | 1 to 512 | ") != std::string::npos);
    std::size_t topics = 0;
    for (std::size_t at = 0; (at = reference.find("\n## ", at)) != std::string::npos; ++at) ++topics;
    CPPUNIT_ASSERT_EQUAL(std::size_t{12}, topics);
  }

  void every_command_has_one_place_and_a_short_first_line() {
    std::vector<std::string_view> seen;
    for (const Command& command : commands()) {
      CPPUNIT_ASSERT(std::find(seen.begin(), seen.end(), command.name) == seen.end());
      seen.push_back(command.name);
      std::string_view first = command.help.substr(0, command.help.find('\n'));
      CPPUNIT_ASSERT_MESSAGE(std::string(command.name), first.ends_with('.') && first.size() <= 80);
      CPPUNIT_ASSERT(!command.help.ends_with('\n'));
    }
  }

 private:
  // Runs the test's table with standard output and error caught.
  int run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    auto* out_before = std::cout.rdbuf(out.rdbuf());
    auto* err_before = std::cerr.rdbuf(err.rdbuf());
    int status = run_program(table(), words);
    std::cout.rdbuf(out_before);
    std::cerr.rdbuf(err_before);
    out_ = out.str();
    err_ = err.str();
    return status;
  }

  std::string path_, out_, err_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProgramTest);

}  // namespace
}  // namespace certportal::admin
