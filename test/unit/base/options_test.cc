// A command line read by its synopsis.
#include "base/options.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/nearest.h"

namespace certportal {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kSynopsis = "--email ADDRESS [--role ROLE] [--json] REF FILE...";

struct RefusedCase {
  const char* name;
  Words words;
  const char* says;
};

class OptionsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OptionsTest);
  CPPUNIT_TEST(reads_options_flags_and_words_in_any_order);
  CPPUNIT_TEST(optional_parts_may_be_missing);
  CPPUNIT_TEST(empty_values_are_given_values);
  CPPUNIT_TEST(a_double_dash_ends_the_options);
  CPPUNIT_TEST(refusals_say_what_is_wrong);
  CPPUNIT_TEST(help_needs_nothing_else);
  CPPUNIT_TEST(a_command_without_options_takes_none);
  CPPUNIT_TEST(nearest_names_the_fewest_changes);
  CPPUNIT_TEST_SUITE_END();

 public:
  void reads_options_flags_and_words_in_any_order() {
    auto options =
        Options::parse(kSynopsis, {"ORG-1", "--json", "a.pem", "--email", "a@example.org", "b.pem", "--role=officer"});
    CPPUNIT_ASSERT(options.ok());
    CPPUNIT_ASSERT_EQUAL(std::string("a@example.org"), options->text("--email"));
    CPPUNIT_ASSERT_EQUAL(std::string("officer"), options->text("--role"));
    CPPUNIT_ASSERT(options->has("--json"));
    CPPUNIT_ASSERT_EQUAL(std::string("ORG-1"), options->text("REF"));
    CPPUNIT_ASSERT((options->words("FILE") == Words{"a.pem", "b.pem"}));
  }

  void optional_parts_may_be_missing() {
    auto options = Options::parse(kSynopsis, {"--email", "a@example.org", "ORG-1", "a.pem"});
    CPPUNIT_ASSERT(options.ok());
    CPPUNIT_ASSERT(!options->has("--role"));
    CPPUNIT_ASSERT_EQUAL(std::string(), options->text("--role"));
    CPPUNIT_ASSERT(!options->has("--json"));
    CPPUNIT_ASSERT(!options->asks_for_help());
  }

  void empty_values_are_given_values() {
    auto options = Options::parse("REF [--street TEXT]", {"ORG-1", "--street", ""});
    CPPUNIT_ASSERT(options.ok());
    CPPUNIT_ASSERT(options->has("--street"));
    CPPUNIT_ASSERT_EQUAL(std::string(), options->text("--street"));
  }

  void a_double_dash_ends_the_options() {
    auto options = Options::parse("FILE... [--json]", {"--", "--json", "-x"});
    CPPUNIT_ASSERT(options.ok());
    CPPUNIT_ASSERT(!options->has("--json"));
    CPPUNIT_ASSERT((options->words("FILE") == Words{"--json", "-x"}));
  }

  void refusals_say_what_is_wrong() {
    const RefusedCase cases[] = {
        {"unknown", {"--emial", "a@example.org", "R", "F"}, "unknown option --emial; did you mean --email?"},
        {"no guessing", {"--emai", "a@example.org", "R", "F"}, "unknown option --emai; did you mean --email?"},
        {"short", {"-x", "--email", "a@example.org", "R", "F"}, "unknown option -x"},
        {"twice", {"--email", "a", "--email", "b", "R", "F"}, "--email stands twice"},
        {"flag twice", {"--json", "--json", "--email", "a", "R", "F"}, "--json stands twice"},
        {"without its value", {"R", "F", "--email"}, "--email"},
        {"flag with a value", {"--json=yes", "--email", "a", "R", "F"}, "--json"},
        {"required option missing", {"R", "F"}, "--email is missing"},
        {"required word missing", {"--email", "a", "R"}, "FILE is missing"},
        {"nothing", {}, "--email is missing"},
    };
    for (const RefusedCase& one : cases) {
      auto options = Options::parse(kSynopsis, one.words);
      CPPUNIT_ASSERT_MESSAGE(one.name, !options.ok());
      CPPUNIT_ASSERT_MESSAGE(one.name + (": " + options.error().log),
                             options.error().log.find(one.says) != std::string::npos);
    }
    auto options = Options::parse("EMAIL", {"a", "b"});
    CPPUNIT_ASSERT(!options.ok());
    CPPUNIT_ASSERT_EQUAL(std::string("unexpected 'b'"), options.error().log);
  }

  void help_needs_nothing_else() {
    for (const Words& words : {Words{"--help"}, Words{"-h"}, Words{"--role", "x", "--help"}}) {
      auto options = Options::parse(kSynopsis, words);
      CPPUNIT_ASSERT(options.ok());
      CPPUNIT_ASSERT(options->asks_for_help());
    }
  }

  void a_command_without_options_takes_none() {
    CPPUNIT_ASSERT(Options::parse("", {}).ok());
    CPPUNIT_ASSERT(!Options::parse("", {"x"}).ok());
    CPPUNIT_ASSERT(!Options::parse("", {"--x"}).ok());
  }

  void nearest_names_the_fewest_changes() {
    CPPUNIT_ASSERT_EQUAL(std::string("user list"), nearest("user lsit", {"user lock", "user list", "mail list"}));
    CPPUNIT_ASSERT_EQUAL(std::string("a"), nearest("", {"a", "b", "cc"}));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OptionsTest);

}  // namespace
}  // namespace certportal
