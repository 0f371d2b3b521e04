#include "portal/zip.h"

#include <cppunit/extensions/HelperMacros.h>
#include <zlib.h>

#include <map>
#include <stdexcept>

namespace {
using certportal::portal::ZipWriter;

const certportal::Time kTime = *certportal::from_sql("2026-11-22 12:40:30");

std::uint32_t number_at(const std::string& file, std::size_t at, int bytes) {
  std::uint32_t number = 0;
  for (int i = bytes - 1; i >= 0; --i)
    number = number << 8 | static_cast<unsigned char>(file.at(at + static_cast<std::size_t>(i)));
  return number;
}

std::string inflated(const std::string& packed, std::size_t size) {
  std::string out(size + 1, '\0');
  z_stream stream{};
  CPPUNIT_ASSERT_EQUAL(Z_OK, inflateInit2(&stream, -15));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CPPUNIT_ASSERT_EQUAL(Z_STREAM_END, inflate(&stream, Z_FINISH));
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

// Reads by the directory at the end, as programs do, and compares both headers on the way.
std::map<std::string, std::string> read_zip(const std::string& file) {
  std::map<std::string, std::string> files;
  std::size_t end = file.size() - 22;
  CPPUNIT_ASSERT_EQUAL(0x06054b50u, number_at(file, end, 4));
  std::size_t at = number_at(file, end + 16, 4);
  for (std::uint32_t left = number_at(file, end + 10, 2); left > 0; --left) {
    CPPUNIT_ASSERT_EQUAL(0x02014b50u, number_at(file, at, 4));
    std::size_t local = number_at(file, at + 42, 4);
    CPPUNIT_ASSERT_EQUAL(0x04034b50u, number_at(file, local, 4));
    CPPUNIT_ASSERT(file.substr(at + 6, 26) == file.substr(local + 4, 26));
    std::size_t name_size = number_at(file, at + 28, 2), packed = number_at(file, at + 20, 4),
                size = number_at(file, at + 24, 4);
    std::string content = inflated(file.substr(local + 30 + name_size, packed), size);
    CPPUNIT_ASSERT_EQUAL(size, content.size());
    auto sum = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    CPPUNIT_ASSERT_EQUAL(static_cast<std::uint32_t>(sum), number_at(file, at + 16, 4));
    files[file.substr(at + 46, name_size)] = content;
    at += 46 + name_size;
  }
  CPPUNIT_ASSERT_EQUAL_MESSAGE("the directory ends where its size says", end, at);
  return files;
}

class ZipTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ZipTest);
  CPPUNIT_TEST(files_come_out_as_they_went_in);
  CPPUNIT_TEST(empty_archive_is_an_archive);
  CPPUNIT_TEST(date_is_in_msdos_form);
  CPPUNIT_TEST_SUITE_END();

 public:
  void files_come_out_as_they_went_in() {
    std::map<std::string, std::string> files = {{"320917-x509.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n"},
                                                {"empty.pem", ""},
                                                {"long.der", std::string(200000, 'x')}};
    std::string bytes;
    for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(i * i % 251);
    files["bytes.der"] = bytes;
    ZipWriter zip(kTime);
    for (const auto& [name, content] : files) zip.add(name, content);
    CPPUNIT_ASSERT(read_zip(std::move(zip).finish()) == files);
  }

  void empty_archive_is_an_archive() { CPPUNIT_ASSERT(read_zip(ZipWriter(kTime).finish()).empty()); }

  void date_is_in_msdos_form() {
    ZipWriter zip(kTime);
    zip.add("a", "a");
    std::string file = std::move(zip).finish();
    CPPUNIT_ASSERT_EQUAL(12u << 11 | 40u << 5 | 15u, number_at(file, 10, 2));
    CPPUNIT_ASSERT_EQUAL(46u << 9 | 11u << 5 | 22u, number_at(file, 12, 2));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ZipTest);
}  // namespace
