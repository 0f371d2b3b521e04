// The text functions that everything above leans on.
#include "base/text.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace certportal;
using namespace std::string_literals;

namespace {

class TextTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TextTest);
  CPPUNIT_TEST(trim_takes_white_space_at_both_ends);
  CPPUNIT_TEST(split_keeps_empty_parts);
  CPPUNIT_TEST(lower_and_upper_case_leave_other_than_ascii_alone);
  CPPUNIT_TEST(bytes_are_encoded_as_the_standards_say);
  CPPUNIT_TEST(utf8_is_judged_by_rfc_3629);
  CPPUNIT_TEST(code_points_are_counted);
  CPPUNIT_TEST(control_and_bidirectional_characters_are_seen);
  CPPUNIT_TEST(a_name_cannot_rewrite_the_terminal);
  CPPUNIT_TEST(whatever_a_stranger_wrote_becomes_one_line);
  CPPUNIT_TEST_SUITE_END();

 public:
  void trim_takes_white_space_at_both_ends() {
    for (const auto& [text, trimmed] : std::initializer_list<std::pair<std::string, std::string>>{
             {"", ""}, {" \t\r\n", ""}, {" a b ", "a b"}, {"a", "a"}, {"\n\va\f", "a"}, {"\xc2\xa0", "\xc2\xa0"}})
      CPPUNIT_ASSERT_EQUAL(trimmed, std::string(trim(text)));
  }

  void split_keeps_empty_parts() {
    CPPUNIT_ASSERT((split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""}));
    CPPUNIT_ASSERT((split("", ',') == std::vector<std::string_view>{""}));
  }

  void lower_and_upper_case_leave_other_than_ascii_alone() {
    CPPUNIT_ASSERT_EQUAL("abcz@[Ü"s, to_lower_ascii("ABCZ@[Ü"));
    CPPUNIT_ASSERT_EQUAL("ABCZ`{ü"s, to_upper_ascii("abcz`{ü"));
  }

  void bytes_are_encoded_as_the_standards_say() {
    CPPUNIT_ASSERT_EQUAL("00ff7f"s, to_hex("\0\xff\x7f"s));
    // RFC 4648 10, without padding
    for (const auto& [bytes, encoded] : std::initializer_list<std::pair<std::string, std::string>>{
             {"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff", "-_8"}})
      CPPUNIT_ASSERT_EQUAL(encoded, to_base64url(bytes));
    CPPUNIT_ASSERT_EQUAL("a-b._~%2F%20%25%C3%BC%00"s, percent_encode("a-b._~/ %ü\0"s));
  }

  void utf8_is_judged_by_rfc_3629() {
    for (const char* good : {"", "a", "\xc2\x80", "ü", "語", "\xed\x9f\xbf", "\xee\x80\x80", "😀", "\xf4\x8f\xbf\xbf"})
      CPPUNIT_ASSERT_MESSAGE(good, is_valid_utf8(good));
    std::pair<const char*, const char*> bad[] = {
        {"lone continuation", "\x80"},
        {"overlong two", "\xc0\x80"},
        {"overlong slash", "\xc1\xaf"},
        {"overlong three", "\xe0\x9f\xbf"},
        {"overlong four", "\xf0\x8f\xbf\xbf"},
        {"surrogate", "\xed\xa0\x80"},
        {"last surrogate", "\xed\xbf\xbf"},
        {"beyond Unicode", "\xf4\x90\x80\x80"},
        {"five bytes", "\xf8\x88\x80\x80\x80"},
        {"cut two", "\xc3"},
        {"cut three", "\xe8\xaa"},
        {"cut four", "\xf0\x9f\x98"},
        {"cut in the middle",
         "a\xc3"
         "b"},
        {"FF", "\xff"},
        {"continuation missing", "\xe8\x41\x9e"},
    };
    for (const auto& [name, text] : bad) CPPUNIT_ASSERT_MESSAGE(name, !is_valid_utf8(text));
    CPPUNIT_ASSERT(is_valid_utf8("a\0b"s));
  }

  void code_points_are_counted() {
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, count_code_points("aü語😀"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count_code_points(""));
  }

  void control_and_bidirectional_characters_are_seen() {
    for (const std::string& bad :
         {"a\0b"s, "\n"s, "\r"s, "\t"s, "\x1b"s, "\x7f"s, "\xc2\x80"s, "\xc2\x9f"s, "\xe2\x80\xa8"s, "\xe2\x80\xa9"s,
          "\xe2\x80\xaa"s, "\xe2\x80\xae"s, "\xe2\x81\xa6"s, "\xe2\x81\xa9"s, "\xff"s})
      CPPUNIT_ASSERT_MESSAGE(bad, has_control_characters("x" + bad));
    for (const std::string& good : {""s, "Müller"s, "שלום"s, "\xc2\xa0"s, "\xe2\x80\xa7"s, "\xe2\x80\xaf"s, "😀"s})
      CPPUNIT_ASSERT_MESSAGE(good, !has_control_characters(good));
    CPPUNIT_ASSERT(!has_control_characters("a\r\nb", "\r\n"));
    CPPUNIT_ASSERT(has_control_characters("a\r\n\tb", "\r\n"));
  }

  void a_name_cannot_rewrite_the_terminal() {
    CPPUNIT_ASSERT_EQUAL(std::string("a?[31mb?c"), printable("a\x1b[31mb\nc"));
    CPPUNIT_ASSERT_EQUAL(std::string("a?b"), printable("a\u202eb"));  // right-to-left override
    CPPUNIT_ASSERT_EQUAL(std::string("a?b"), printable("a\u009bb"));  // C1: control sequence introducer
    CPPUNIT_ASSERT_EQUAL(std::string("a?b"), printable("a\xff"
                                                       "b"));  // not UTF-8
    CPPUNIT_ASSERT_EQUAL(std::string("Ä 日本 😀"), printable("Ä 日本 😀"));
  }

  void whatever_a_stranger_wrote_becomes_one_line() {
    for (const auto& [text, line] :
         std::initializer_list<std::pair<std::string, std::string>>{{"", ""},
                                                                    {" \r\n ", ""},
                                                                    {" Müller  &\r\n\tSöhne ", "Müller & Söhne"},
                                                                    {"a\0b"s, "a b"},
                                                                    {"a\xe2\x80\xae z", "a z"},
                                                                    {"a\xff\xc3", "a??"},
                                                                    {"\xc3(", "?("}})
      CPPUNIT_ASSERT_EQUAL(line, one_line(text, 100));
    CPPUNIT_ASSERT_EQUAL("äö"s, one_line("äöü", 2));
    CPPUNIT_ASSERT_EQUAL("ab"s, one_line("ab cd", 3));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TextTest);

}  // namespace
