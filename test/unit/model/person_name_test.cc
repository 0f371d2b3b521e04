#include "model/person_name.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal::model;
using certportal::Result;

std::string message(const Result<std::string>& result) { return result.ok() ? "ok" : result.error().message; }

std::string repeat(const std::string& text, int times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

class PersonNameTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PersonNameTest);
  CPPUNIT_TEST(names_of_the_world_are_stored_trimmed);
  CPPUNIT_TEST(names_that_deceive_are_refused);
  CPPUNIT_TEST(each_field_has_its_own_missing_message);
  CPPUNIT_TEST(address_fields_share_their_other_messages);
  CPPUNIT_TEST(phone_is_optional_and_plain);
  CPPUNIT_TEST(note_has_lines_but_no_other_controls);
  CPPUNIT_TEST(country_is_a_code_of_iso_3166);
  CPPUNIT_TEST(dotted_words_look_like_links);
  CPPUNIT_TEST_SUITE_END();

 public:
  void names_of_the_world_are_stored_trimmed() {
    struct Case {
      const char* name;
      std::string typed;
      std::string stored;
    } cases[] = {
        {"plain", "Nora Neu", "Nora Neu"},
        {"trimmed", " \t Nora Neu\r\n", "Nora Neu"},
        {"one letter", "X", "X"},
        {"umlauts", "Jürgen Größe", "Jürgen Größe"},
        {"quotes and markup", "O'Muster \"<b>\" & Co.", "O'Muster \"<b>\" & Co."},
        {"4-byte UTF-8", "𝔑𝔬𝔯𝔞 🐧", "𝔑𝔬𝔯𝔞 🐧"},
        {"right-to-left letters", "נורה", "נורה"},
        {"Arabic with zero-width non-joiner", "می‌نا", "می‌نا"},
        {"80 wide characters", repeat("😀", 80), repeat("😀", 80)},
        {"colon and slashes apart", "A: B // C", "A: B // C"},
    };
    for (const Case& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.stored, parse_person_name(c.typed).value());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.stored, parse_organisation_name(c.typed).value());
    }
  }

  void names_that_deceive_are_refused() {
    struct Case {
      const char* name;
      std::string typed;
      const char* message;
    } cases[] = {
        {"empty", "", "NAME_MISSING"},
        {"blank", " \t ", "NAME_MISSING"},
        {"no-break space alone", "\u00a0", "NAME_MISSING"},
        {"zero-width alone", "\u200b \ufeff", "NAME_MISSING"},
        {"81 characters", repeat("ä", 81), "NAME_TOO_LONG"},
        {"huge", std::string(1000000, 'x'), "NAME_TOO_LONG"},
        {"line feed", "Nora\nBcc: alt@example.org", "NAME_FORBIDDEN_CHARACTERS"},
        {"carriage return", "Nora\rNeu", "NAME_FORBIDDEN_CHARACTERS"},
        {"tab", "Nora\tNeu", "NAME_FORBIDDEN_CHARACTERS"},
        {"NUL", std::string("Nora\0Neu", 8), "NAME_FORBIDDEN_CHARACTERS"},
        {"escape", "\x1b[31mNora", "NAME_FORBIDDEN_CHARACTERS"},
        {"delete", "Nora\x7f", "NAME_FORBIDDEN_CHARACTERS"},
        {"C1 control", "Nora\u0085Neu", "NAME_FORBIDDEN_CHARACTERS"},
        {"right-to-left override", "Nora \u202eueN", "NAME_FORBIDDEN_CHARACTERS"},
        {"isolate", "\u2066Nora\u2069", "NAME_FORBIDDEN_CHARACTERS"},
        {"line separator", "Nora\u2028-- \u2028Neu", "NAME_FORBIDDEN_CHARACTERS"},
        {"paragraph separator", "Nora\u2029Neu", "NAME_FORBIDDEN_CHARACTERS"},
        {"not UTF-8", "Nora \xff", "NAME_FORBIDDEN_CHARACTERS"},
        {"surrogate", "Nora \xed\xa0\x80", "NAME_FORBIDDEN_CHARACTERS"},
        {"cut in the middle", "Nora \xf0\x9f\x98", "NAME_FORBIDDEN_CHARACTERS"},
        {"link", "see https://example.org/", "NAME_FORBIDDEN_CHARACTERS"},
        {"any scheme", "x://", "NAME_FORBIDDEN_CHARACTERS"},
    };
    for (const Case& c : cases) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.message), message(parse_person_name(c.typed)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.message), message(parse_organisation_name(c.typed)));
    }
    CPPUNIT_ASSERT_EQUAL(std::string("80"), parse_person_name(std::string(81, 'x')).error().values.at("LIMIT"));
  }

  void each_field_has_its_own_missing_message() {
    CPPUNIT_ASSERT_EQUAL(std::string("STREET_MISSING"), message(parse_street(" ")));
    CPPUNIT_ASSERT_EQUAL(std::string("POSTCODE_MISSING"), message(parse_postcode("")));
    CPPUNIT_ASSERT_EQUAL(std::string("CITY_MISSING"), message(parse_city("\t")));
    CPPUNIT_ASSERT_EQUAL(std::string("COUNTRY_MISSING"), message(parse_country("")));
  }

  void address_fields_share_their_other_messages() {
    for (auto parse : {parse_street, parse_postcode, parse_city}) {
      CPPUNIT_ASSERT_EQUAL(std::string("TEXT_TOO_LONG"), message(parse(std::string(81, 'x'))));
      CPPUNIT_ASSERT_EQUAL(std::string("TEXT_FORBIDDEN_CHARACTERS"), message(parse("a\nb")));
    }
    CPPUNIT_ASSERT_EQUAL(std::string("Straße 1 a"), parse_street(" Straße 1 a ").value());
    CPPUNIT_ASSERT_EQUAL(std::string("EX1 2MP"), parse_postcode("EX1 2MP").value());
    CPPUNIT_ASSERT_EQUAL(std::string("TEXT_TOO_LONG"), message(parse_postcode(std::string(17, '1'))));
  }

  void phone_is_optional_and_plain() {
    for (const char* phone : {"", "+49 30 123456", "(030) 123/45-67", "110"})
      CPPUNIT_ASSERT_EQUAL(std::string(phone), parse_phone(" " + std::string(phone) + " ").value());
    for (const char* phone : {"+", "abc", "030+123", "++49", "030\n123", "030;123", "()", "٠٣٠", "030 123 ext 4"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(phone, std::string("PHONE_INVALID"), message(parse_phone(phone)));
    CPPUNIT_ASSERT_EQUAL(std::string("ok"), message(parse_phone(std::string(30, '1'))));
    CPPUNIT_ASSERT_EQUAL(std::string("PHONE_TOO_LONG"), message(parse_phone(std::string(31, '1'))));
  }

  void note_has_lines_but_no_other_controls() {
    CPPUNIT_ASSERT_EQUAL(std::string(), parse_note(" \r\n ").value());
    CPPUNIT_ASSERT_EQUAL(std::string("Ask Anna\nor Nora"), parse_note("Ask Anna\r\nor Nora\r\n").value());
    for (const char* note : {"a\x1b[0m", "a\u202eb", "a\xff"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(note, std::string("TEXT_FORBIDDEN_CHARACTERS"), message(parse_note(note)));
    CPPUNIT_ASSERT_EQUAL(std::string("TEXT_TOO_LONG"), message(parse_note(repeat("ä", 5000))));
  }

  void dotted_words_look_like_links() {
    for (const char* name :
         {"www.example.org/login", "Hilfe: evil.example", "a@b", "Konto gesperrt! portal.example.org"})
      CPPUNIT_ASSERT_MESSAGE(name, looks_like_link(name));
    for (const char* name :
         {"Anna Alt", "Dr. Anna Alt", "J. R. Alt", "Müller & Söhne", "<script>alert(1)</script>", "Alt..."})
      CPPUNIT_ASSERT_MESSAGE(name, !looks_like_link(name));
  }

  void country_is_a_code_of_iso_3166() {
    CPPUNIT_ASSERT_EQUAL(std::string("DE"), parse_country(" de ").value());
    CPPUNIT_ASSERT_EQUAL(std::string("ZW"), parse_country("ZW").value());
    for (const char* code : {"D", "DEU", "XX", "EU", "UK", "EA", "DEAE", "D ", "49", "ß"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(code, std::string("COUNTRY_INVALID"), message(parse_country(code)));
    int known = 0;
    for (char first = 'A'; first <= 'Z'; ++first)
      for (char second = 'A'; second <= 'Z'; ++second) known += parse_country(std::string{first, second}).ok();
    CPPUNIT_ASSERT_EQUAL(249, known);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PersonNameTest);
}  // namespace
