#include "store/certificate_search.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

#include "base/text.h"

namespace {
using namespace certportal::store;

CertificateSearch search(std::string_view text) {
  auto parsed = parse_search(text);
  CPPUNIT_ASSERT_MESSAGE(std::string(text), parsed.has_value());
  return *parsed;
}

class CertificateSearchTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateSearchTest);
  CPPUNIT_TEST(blanks_search_for_nothing);
  CPPUNIT_TEST(wildcards_in_the_text_stand_for_themselves);
  CPPUNIT_TEST(international_names_are_searched_in_both_forms);
  CPPUNIT_TEST(digits_may_be_a_number_and_a_serial);
  CPPUNIT_TEST(fingerprints_are_read_with_and_without_colons);
  CPPUNIT_TEST(text_that_is_no_hex_is_no_serial);
  CPPUNIT_TEST(long_text_is_cut_at_a_code_point);
  CPPUNIT_TEST_SUITE_END();

 public:
  void blanks_search_for_nothing() {
    for (const char* text : {"", " ", "\t\r\n "}) CPPUNIT_ASSERT(!parse_search(text));
  }

  void wildcards_in_the_text_stand_for_themselves() {
    CPPUNIT_ASSERT_EQUAL(std::string("%shop%"), search("  shop ").text_pattern);
    CPPUNIT_ASSERT_EQUAL(std::string("%100\\%\\_a\\\\b%"), search("100%_a\\b").text_pattern);
  }

  void international_names_are_searched_in_both_forms() {
    auto both = search("Müller.example");
    CPPUNIT_ASSERT_EQUAL(std::string("%Müller.example%"), both.text_pattern);
    CPPUNIT_ASSERT_EQUAL(std::string("%xn--mller-kva.example%"), both.ascii_pattern.value());
    CPPUNIT_ASSERT(!search("xn--mller-kva.example").ascii_pattern);
    CPPUNIT_ASSERT(!search("WWW.example.org").ascii_pattern);
    CPPUNIT_ASSERT_EQUAL(std::string("%*.xn--mller-kva.example%"), search("*.müller.example").ascii_pattern.value());
    CPPUNIT_ASSERT_EQUAL(std::string("%xn--mller-kva%"), search("müller").ascii_pattern.value());
  }

  void digits_may_be_a_number_and_a_serial() {
    auto digits = search("320917");
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{320917}, digits.number.value());
    CPPUNIT_ASSERT_EQUAL(std::string("320917"), digits.serial.value());
    CPPUNIT_ASSERT_EQUAL(std::string("0ab1"), search("0A:B1").serial.value());
    CPPUNIT_ASSERT(!search("99999999999999999999").number);
    CPPUNIT_ASSERT(!search("-5").number);
  }

  void fingerprints_are_read_with_and_without_colons() {
    std::string bytes32, bytes20;
    for (int i = 0; i < 32; ++i) bytes32 += static_cast<char>(i * 7);
    bytes20 = bytes32.substr(0, 20);
    std::string hex = certportal::to_hex(bytes32), with_colons;
    for (std::size_t at = 0; at < hex.size(); at += 2) with_colons += (at > 0 ? ":" : "") + hex.substr(at, 2);
    for (char& c : with_colons) c = static_cast<char>(std::toupper(c));
    CPPUNIT_ASSERT(search(hex).sha256 == bytes32);
    CPPUNIT_ASSERT(search(with_colons).sha256 == bytes32);
    CPPUNIT_ASSERT(search(certportal::to_hex(bytes20)).sha1 == bytes20);
    CPPUNIT_ASSERT(!search(hex).sha1);
    CPPUNIT_ASSERT(!search(hex.substr(1)).sha256);
  }

  void text_that_is_no_hex_is_no_serial() {
    for (const char* text : {"www", "shop.example.org", "ab-cd"}) {
      CPPUNIT_ASSERT_MESSAGE(text, !search(text).serial);
      CPPUNIT_ASSERT_MESSAGE(text, !search(text).number);
    }
  }

  void long_text_is_cut_at_a_code_point() {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "ü";
    std::string pattern = search(text).text_pattern;
    CPPUNIT_ASSERT(certportal::is_valid_utf8(pattern));
    CPPUNIT_ASSERT_EQUAL(kMaxSearch + 2, certportal::count_code_points(pattern));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CertificateSearchTest);
}  // namespace
