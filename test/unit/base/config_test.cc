// The configuration: defaults, sections, and refusals that say what to do.
#include "base/config.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>

using namespace certportal;
using namespace std::string_literals;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class ConfigTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ConfigTest);
  CPPUNIT_TEST(empty_file_gives_the_defaults);
  CPPUNIT_TEST(defaults_written_out_are_accepted);
  CPPUNIT_TEST(values_and_sections_are_read);
  CPPUNIT_TEST(named_sections_are_read_each_with_its_defaults);
  CPPUNIT_TEST(refusals_name_file_key_and_cure);
  CPPUNIT_TEST(missing_file_is_refused_by_name);
  CPPUNIT_TEST(every_key_has_a_help_text_and_one_place);
  CPPUNIT_TEST_SUITE_END();

 public:
  void empty_file_gives_the_defaults() {
    auto config = Config::parse("", "test.conf");
    CPPUNIT_ASSERT(config.ok());
    for (const ConfigKey& key : config_keys())
      if (!key.is_starred()) CPPUNIT_ASSERT_EQUAL(std::string(key.default_value), config->text(key.name));
    CPPUNIT_ASSERT_EQUAL("test.conf"s, config->path());
  }

  void defaults_written_out_are_accepted() {
    std::string text, section;
    for (const ConfigKey& key : config_keys()) {
      if (key.is_starred()) continue;
      auto dot = key.name.find('.');
      std::string its_section(dot == std::string_view::npos ? "" : key.name.substr(0, dot));
      if (its_section != section) text += "[" + (section = its_section) + "]\n";
      text += std::string(dot == std::string_view::npos ? key.name : key.name.substr(dot + 1)) + " = " +
              std::string(key.default_value) + "\n";
    }
    auto config = Config::parse(text, "test.conf");
    CPPUNIT_ASSERT_MESSAGE(config.ok() ? "" : config.error().log, config.ok());
  }

  void values_and_sections_are_read() {
    auto config = Config::parse(
        "# a comment\nbrand =  Portal der Muster AG  \nworkers=8\nlimits = 0\n"
        "trusted_proxies = 10.0.0.1, ,10.0.0.2 ,\n[worker]\ndatabase_user = w\n[jobs]\ndatabase_user = j\n",
        "test.conf");
    CPPUNIT_ASSERT_MESSAGE(config.ok() ? "" : config.error().log, config.ok());
    CPPUNIT_ASSERT_EQUAL("Portal der Muster AG"s, config->text("brand"));
    CPPUNIT_ASSERT_EQUAL(8L, config->number("workers"));
    CPPUNIT_ASSERT(!config->flag("limits"));
    CPPUNIT_ASSERT((config->list("trusted_proxies") == std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
    CPPUNIT_ASSERT(config->list("other_origins").empty());
    CPPUNIT_ASSERT_EQUAL("w"s, config->text("worker.database_user"));
    CPPUNIT_ASSERT_EQUAL("j"s, config->text("jobs.database_user"));
  }

  void named_sections_are_read_each_with_its_defaults() {
    auto config = Config::parse(
        "[product.z-1]\nissuer = big\nlifetime_days = 90\n[issuer.big]\nkind = cmp\n[product.a_2]\nissuer = big\n"
        "wildcards = 0\n[product.z-1]\nname_de = Eins\n",
        "test.conf");
    CPPUNIT_ASSERT_MESSAGE(config.ok() ? "" : config.error().log, config.ok());
    CPPUNIT_ASSERT((config->names("product") == std::vector<std::string>{"z-1", "a_2"}));
    CPPUNIT_ASSERT((config->names("issuer") == std::vector<std::string>{"big"}));
    CPPUNIT_ASSERT(config->names("worker").empty());
    CPPUNIT_ASSERT_EQUAL(90L, config->number("product.z-1.lifetime_days"));
    CPPUNIT_ASSERT_EQUAL(200L, config->number("product.a_2.lifetime_days"));
    CPPUNIT_ASSERT_EQUAL("Eins"s, config->text("product.z-1.name_de"));
    CPPUNIT_ASSERT(config->flag("product.z-1.wildcards") && !config->flag("product.a_2.wildcards"));
    CPPUNIT_ASSERT_EQUAL("7"s, config->text("issuer.big.crl_days"));
  }

  void refusals_name_file_key_and_cure() {
    struct Case {
      std::string name, text, says;
    } cases[] = {
        {"typing error", "base_ulr = http://a\n", "did you mean 'base_url'?"},
        {"key in the wrong section", "[worker]\nseal_secret_key_file = x\n",
         "unknown key 'worker.seal_secret_key_file'"},
        {"all of them, with their lines", "# a\nbrnad = a\n[worker]\ndatabase_user = w\n\ndatabase_usr = w # b\n",
         "test.conf: line 2: unknown key 'brnad'; did you mean 'brand'?; line 6: unknown key 'worker.database_usr'"},
        {"the second of two", "brand = a\nworkers = 1\nbrand = b\n", "line 3: key 'brand' stands twice"},
        {"twice", "brand = a\nbrand = b\n", "'brand' stands twice"},
        {"no number", "workers = many\n", "'workers' is not a whole number"},
        {"negative", "workers = -1\n", "'workers' must be a number from 1 to 512: '-1'"},
        {"none", "workers = 0\n", "'workers' must be a number from 1 to 512"},
        {"no such choice", "log_format = xml\n", "'log_format' must be one of text, json: 'xml'"},
        {"neither 0 nor 1", "limits = 2\n", "'limits' must be 1 or 0"},
        {"long table prefix", "table_prefix = kunde_4711_in_der_musterstadt_\n", "'table_prefix' may have at most"},
        {"table prefix with SQL", "table_prefix = a`;\n", "'table_prefix' may hold"},
        {"scheme", "base_url = example.org\n", "'base_url' must start with"},
        {"slash at the end", "base_url = http://example.org/\n", "'base_url' must not end with a slash"},
        {"no equals sign", "# x\n brand\n", "test.conf: line 2: neither [section] nor key = value"},
        {"words of Program_options' own", "%invalid_line%\n", "line 1: neither [section] nor key = value"},
        {"key of no section below one", "[jobs]\nbrand = a\n",
         "'jobs.brand'; 'brand' belongs above the first [section]"},
        {"typing error in a named section", "[product.a]\nisuer = b\n", "did you mean 'product.*.issuer'?"},
        {"section without a name", "[product]\nissuer = b\n", "unknown key 'product.issuer'"},
        {"section with an empty name", "[product.]\nissuer = b\n", "unknown key 'product.issuer'"},
        {"section with a capital", "[product.Web]\nissuer = b\n", "'Web' is no NAME of a section [product.NAME]"},
        {"section with a dot", "[product.a.b]\nissuer = b\n", "'a.b' is no NAME of a section [product.NAME]"},
        {"section with a star", "[issuer.*]\nkind = cmp\n", "'*' is no NAME of a section [issuer.NAME]"},
        {"section with a long name", "[product." + std::string(41, 'a') + "]\nissuer = b\n", "is no NAME"},
        {"section of another kind", "[shop.a]\nissuer = b\n", "unknown key 'shop.a.issuer'"},
        {"twice in a named section", "[product.a]\nissuer = b\nissuer = c\n", "'product.a.issuer' stands twice"},
        {"no flag in a named section", "[product.a]\nwildcards = yes\n", "'product.a.wildcards' must be 1 or 0"},
        {"too many days", "[product.a]\nlifetime_days = 826\n",
         "'product.a.lifetime_days' must be a number from 1 to 825"},
        {"too many officers", "[product.a]\nofficers = 3\n", "'product.a.officers' must be a number from 1 to 2"},
        {"relative path", "seal_public_key_file = key\n", "'seal_public_key_file' must be an absolute path: 'key'"},
        {"no path where one must be", "run_dir =\n", "'run_dir' must be an absolute path: ''"},
        {"no days", "[product.a]\nlifetime_days = 0\n", "'product.a.lifetime_days' must be a number from 1 to"},
    };
    for (const auto& c : cases) {
      auto config = Config::parse(c.text, "test.conf");
      CPPUNIT_ASSERT_MESSAGE(c.name, !config.ok());
      CPPUNIT_ASSERT_MESSAGE(c.name + ": " + config.error().log, contains(config.error().log, c.says));
      CPPUNIT_ASSERT_MESSAGE(c.name, config.error().log.starts_with("test.conf: "));
    }
  }

  void missing_file_is_refused_by_name() {
    auto config = Config::load("/nonexistent/certportal.conf");
    CPPUNIT_ASSERT(!config.ok());
    CPPUNIT_ASSERT(contains(config.error().log, "/nonexistent/certportal.conf: "));
  }

  void every_key_has_a_help_text_and_one_place() {
    std::set<std::string_view> names;
    for (const ConfigKey& key : config_keys()) {
      CPPUNIT_ASSERT_MESSAGE(std::string(key.name), names.insert(key.name).second);
      CPPUNIT_ASSERT_MESSAGE(std::string(key.name), !key.help.empty());
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConfigTest);

}  // namespace
