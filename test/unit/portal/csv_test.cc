#include "portal/csv.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using certportal::portal::append_csv_row;

std::string row(const std::vector<std::string>& cells) {
  std::string csv;
  append_csv_row(csv, cells);
  return csv;
}

class CsvTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CsvTest);
  CPPUNIT_TEST(cells_are_quoted_where_rfc_4180_wants_it);
  CPPUNIT_TEST(formulas_are_made_text);
  CPPUNIT_TEST(rows_follow_each_other);
  CPPUNIT_TEST_SUITE_END();

 public:
  void cells_are_quoted_where_rfc_4180_wants_it() {
    struct Case {
      const char* name;
      std::vector<std::string> cells;
      const char* csv;
    } cases[] = {
        {"plain", {"a", "b"}, "a,b\r\n"},
        {"empty", {"", ""}, ",\r\n"},
        {"comma", {"a,b", "c"}, "\"a,b\",c\r\n"},
        {"quote", {"a\"b"}, "\"a\"\"b\"\r\n"},
        {"separators of other lists", {"a;b", "c\td"}, "\"a;b\",\"c\td\"\r\n"},
        {"line breaks", {"a\nb", "c\rd"}, "\"a\nb\",\"c\rd\"\r\n"},
        {"other scripts", {"müller", "\xF0\x9F\x94\x91"}, "müller,\xF0\x9F\x94\x91\r\n"},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.csv), row(c.cells));
  }

  void formulas_are_made_text() {
    CPPUNIT_ASSERT_EQUAL(std::string("'=1+1,'+1,'-1,'@a\r\n"), row({"=1+1", "+1", "-1", "@a"}));
    CPPUNIT_ASSERT_EQUAL(std::string("\"'=HYPERLINK(\"\"x\"\",1)\"\r\n"), row({"=HYPERLINK(\"x\",1)"}));
    CPPUNIT_ASSERT_EQUAL(std::string("\"'\t'=1\",\"'\r'=1\"\r\n"), row({"\t=1", "\r=1"}));
    CPPUNIT_ASSERT_EQUAL(std::string("\"a;'=1;'+1;'-1;'@a;b\"\r\n"), row({"a;=1;+1;-1;@a;b"}));
    CPPUNIT_ASSERT_EQUAL(std::string("\"a\t'=1\",\"a\n'=1\"\r\n"), row({"a\t=1", "a\n=1"}));
    CPPUNIT_ASSERT_EQUAL(std::string("\"a;\"\"'=1+1;b\",\" \"\"'=1\"\r\n"), row({"a;\"=1+1;b", " \"=1"}));
    CPPUNIT_ASSERT_EQUAL(std::string("'\uFF1D1,'\uFF0B1,'\uFF0D1,'\uFF20a\r\n"),
                         row({"\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20a"}));
    CPPUNIT_ASSERT_EQUAL(std::string("*.example.org,a=b\r\n"), row({"*.example.org", "a=b"}));
  }

  void rows_follow_each_other() {
    std::string csv;
    append_csv_row(csv, {"a"});
    append_csv_row(csv, {"b"});
    CPPUNIT_ASSERT_EQUAL(std::string("a\r\nb\r\n"), csv);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CsvTest);
}  // namespace
