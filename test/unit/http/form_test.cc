// Urlencoded text: what is decoded, and what is refused.
#include "http/form.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace certportal;
using namespace certportal::http;
using namespace std::string_literals;

namespace {

class FormTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(FormTest);
  CPPUNIT_TEST(well_formed_fields_are_decoded);
  CPPUNIT_TEST(malformed_text_is_refused);
  CPPUNIT_TEST(a_name_twice_gives_the_first_and_all_in_order);
  CPPUNIT_TEST(more_than_500_fields_are_refused);
  CPPUNIT_TEST(media_type_is_compared_without_parameters_and_case);
  CPPUNIT_TEST_SUITE_END();

 public:
  void well_formed_fields_are_decoded() {
    struct Case {
      std::string name, text, field, value;
    } cases[] = {
        {"plain", "a=1", "a", "1"},
        {"plus is a blank", "q=a+b", "q", "a b"},
        {"encoded plus", "q=a%2Bb", "q", "a+b"},
        {"umlaut", "q=M%C3%BCller", "q", "Müller"},
        {"raw UTF-8", "q=Müller", "q", "Müller"},
        {"decoded once only", "q=%2541", "q", "%41"},
        {"encoded name", "%71=1", "q", "1"},
        {"equals in the value", "q=a=b", "q", "a=b"},
        {"no equals", "q", "q", ""},
        {"empty fields between", "&&q=1&&", "q", "1"},
        {"line ends are kept", "csr=a%0D%0Ab", "csr", "a\r\nb"},
        {"escape at the very end", "q=%41", "q", "A"},
        {"semicolon separates nothing", "q=1;r=2", "q", "1;r=2"},
    };
    for (const auto& c : cases) {
      auto form = Form::parse(c.text);
      CPPUNIT_ASSERT_MESSAGE(c.name, form.ok() && form->has(c.field));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.value, std::string(form->get(c.field)));
    }
  }

  void malformed_text_is_refused() {
    std::pair<std::string, std::string> cases[] = {
        {"escape cut short", "q=%4"},   {"escape without digits", "q=%"}, {"no hex digits", "q=%zz"},
        {"encoded NUL", "q=a%00b"},     {"raw NUL", "q=a\0b"s},           {"lone continuation byte", "q=%80"},
        {"overlong slash", "q=%C0%AF"}, {"surrogate", "q=%ED%A0%80"},     {"beyond Unicode", "q=%F4%90%80%80"},
        {"malformed name", "%ff=1"},    {"cut code point", "q=%C3"},
    };
    for (const auto& [name, text] : cases) {
      auto form = Form::parse(text);
      CPPUNIT_ASSERT_MESSAGE(name, !form.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, "FORM_MALFORMED"s, form.error().message);
    }
  }

  void a_name_twice_gives_the_first_and_all_in_order() {
    auto form = Form::parse("number=3&x=&number=1&number=2");
    CPPUNIT_ASSERT(form.ok());
    CPPUNIT_ASSERT_EQUAL("3"s, std::string(form->get("number")));
    CPPUNIT_ASSERT((form->all("number") == std::vector<std::string_view>{"3", "1", "2"}));
    CPPUNIT_ASSERT(form->has("x") && !form->has("y") && form->get("y").empty() && form->all("y").empty());
  }

  void more_than_500_fields_are_refused() {
    std::string text;
    for (std::size_t i = 0; i < kMaximumFields; ++i) text += "a=1&";
    CPPUNIT_ASSERT(Form::parse(text).ok());
    CPPUNIT_ASSERT(!Form::parse(text + "a=1").ok());
  }

  void media_type_is_compared_without_parameters_and_case() {
    CPPUNIT_ASSERT(is_media_type("application/x-www-form-urlencoded", kFormType));
    CPPUNIT_ASSERT(is_media_type("Application/X-WWW-Form-Urlencoded ; charset=UTF-8", kFormType));
    CPPUNIT_ASSERT(!is_media_type("application/x-www-form-urlencodedx", kFormType));
    CPPUNIT_ASSERT(!is_media_type("", kFormType));
    CPPUNIT_ASSERT(!is_media_type("text/plain; application/x-www-form-urlencoded", kFormType));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FormTest);

}  // namespace
