// Lists for people and for programs, with hostile values.
#include "admin/table.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <sstream>

namespace certportal::admin {
namespace {

std::string printed(const Table& table, bool as_json) {
  std::ostringstream out;
  table.print(out, as_json);
  return out.str();
}

class TableTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TableTest);
  CPPUNIT_TEST(columns_are_aligned_by_code_points);
  CPPUNIT_TEST(nothing_and_empty_texts_show_as_a_dash);
  CPPUNIT_TEST(json_keeps_types_and_the_order_of_columns);
  CPPUNIT_TEST(json_escapes_what_the_table_replaces);
  CPPUNIT_TEST(an_empty_list_is_nothing_or_an_empty_array);
  CPPUNIT_TEST(fields_are_lines_for_people_and_an_object_for_programs);
  CPPUNIT_TEST_SUITE_END();

 public:
  void columns_are_aligned_by_code_points() {
    Table table({"name", "city"});
    table.add({"Größe AG", "Köln"});
    table.add({"X", "Y"});
    CPPUNIT_ASSERT_EQUAL(std::string("NAME      CITY\nGröße AG  Köln\nX         Y\n"), printed(table, false));
  }

  void nothing_and_empty_texts_show_as_a_dash() {
    Table table({"a", "b_c", "d"});
    table.add({nullptr, "", true});
    CPPUNIT_ASSERT_EQUAL(std::string("A  B C  D\n-  -    yes\n"), printed(table, false));
  }

  void json_keeps_types_and_the_order_of_columns() {
    Table table({"z", "a", "n", "t", "none"});
    table.add({"x", 7, false, cell(Time(Seconds(0))), cell(std::nullopt)});
    CPPUNIT_ASSERT_EQUAL(std::string("[\n  {\n    \"z\": \"x\",\n    \"a\": 7,\n    \"n\": false,\n"
                                     "    \"t\": \"1970-01-01T00:00:00Z\",\n    \"none\": null\n  }\n]\n"),
                         printed(table, true));
  }

  void json_escapes_what_the_table_replaces() {
    Table table({"name"});
    table.add({"a\x1b\"\n"});
    CPPUNIT_ASSERT(printed(table, true).find("\"a\\u001b\\\"\\n\"") != std::string::npos);
  }

  void an_empty_list_is_nothing_or_an_empty_array() {
    Table table({"name"});
    CPPUNIT_ASSERT_EQUAL(std::string(), printed(table, false));
    CPPUNIT_ASSERT_EQUAL(std::string("[]\n"), printed(table, true));
  }

  void fields_are_lines_for_people_and_an_object_for_programs() {
    Fields fields = {{"state", "offered"}, {"ended_at", nullptr}, {"name", "a\nb"}};
    std::ostringstream lines, object;
    print_fields(lines, fields, false);
    CPPUNIT_ASSERT_EQUAL(std::string("STATE     offered\nENDED AT  -\nNAME      a?b\n"), lines.str());
    print_fields(object, fields, true);
    CPPUNIT_ASSERT_EQUAL(std::string("{\n  \"state\": \"offered\",\n  \"ended_at\": null,\n  \"name\": \"a\\nb\"\n}\n"),
                         object.str());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TableTest);

}  // namespace
}  // namespace certportal::admin
