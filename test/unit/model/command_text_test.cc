#include "model/command_text.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using certportal::model::command_text;

class CommandTextTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CommandTextTest);
  CPPUNIT_TEST(only_what_every_shell_leaves_alone_stays);
  CPPUNIT_TEST_SUITE_END();

 public:
  void only_what_every_shell_leaves_alone_stays() {
    struct Case {
      const char* name;
      const char* text;
      const char* plain;
    } cases[] = {
        {"plain", "Muster AG", "Muster AG"},
        {"letters of Europe", "Müller & Söhne KG (Łódź), Ελλάς, Москва", "Müller & Söhne KG (Łódź) Ελλάς Москва"},
        {"POSIX shell", "$(id) `id` \"id\" 'id' a\\b !id", "(id) id id id a b id"},
        {"cmd.exe", "%PATH% ^| id", "PATH id"},
        {"PowerShell's quotation marks", "„A“ ‚B‘ «C»", "A B C"},
        {"fullwidth and modifier letters", "A＂Bʺ C", "A B C"},
        {"names of X.500", "a/b+c=d,e;f<g>#h", "a b c d e f g h"},
        {"line ends", "a\r\nb", "a b"},
        {"Greek question mark", "a;b", "a b"},
        {"beyond the basic plane",
         "a\xF0\x9F\x98\x80"
         "b",
         "a b"},
        {"nothing left", "$$$", ""},
        {"empty", "", ""},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.plain), command_text(c.text, 64));
    CPPUNIT_ASSERT_EQUAL(std::string("Mül"), command_text("Müller", 3));
    CPPUNIT_ASSERT_EQUAL(std::string("ab"), command_text("ab cd", 3));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CommandTextTest);
}  // namespace
