// Forms with files: browsers' and curl's bodies are read, everything else is refused.
#include "http/multipart.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace certportal;
using namespace certportal::http;
using namespace std::string_literals;

namespace {

const std::string kType = "multipart/form-data; boundary=XyZ";

std::string part(const std::string& headers, const std::string& content) {
  return "--XyZ\r\n" + headers + "\r\n\r\n" + content + "\r\n";
}

std::string field(const std::string& name, const std::string& value) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
}

std::string upload(const std::string& file_name, const std::string& content) {
  return part("Content-Disposition: form-data; name=\"csr_file\"; filename=\"" + file_name +
                  "\"\r\nContent-Type: application/octet-stream",
              content);
}

class MultipartTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MultipartTest);
  CPPUNIT_TEST(fields_and_files_are_told_apart);
  CPPUNIT_TEST(content_is_kept_byte_for_byte);
  CPPUNIT_TEST(file_input_left_empty_is_no_file);
  CPPUNIT_TEST(file_names_are_read_as_browsers_write_them);
  CPPUNIT_TEST(boundary_is_read_quoted_and_bare);
  CPPUNIT_TEST(malformed_boundaries_are_refused);
  CPPUNIT_TEST(malformed_bodies_are_refused);
  CPPUNIT_TEST(more_than_50_parts_are_refused);
  CPPUNIT_TEST_SUITE_END();

 public:
  void fields_and_files_are_told_apart() {
    auto form = parse_multipart(kType, field("organisation", "Müller") + upload("a.csr", "CSR") + "--XyZ--\r\n");
    CPPUNIT_ASSERT(form.ok());
    CPPUNIT_ASSERT_EQUAL("Müller"s, std::string(form->fields.get("organisation")));
    CPPUNIT_ASSERT(!form->fields.has("csr_file"));
    const UploadedFile* file = form->file("csr_file");
    CPPUNIT_ASSERT(file && file->content == "CSR" && file->file_name == "a.csr");
    CPPUNIT_ASSERT(form->file("organisation") == nullptr);
  }

  void content_is_kept_byte_for_byte() {
    const std::string contents[] = {"", "\r\n", "a\r\n--Xy\r\n", "\0\xff\r"s, "\r\n-", "--"};
    for (const std::string& content : contents) {
      auto form = parse_multipart(kType, upload("x.der", content) + "--XyZ--");
      CPPUNIT_ASSERT_MESSAGE(content, form.ok() && form->file("csr_file"));
      CPPUNIT_ASSERT_EQUAL(content, form->file("csr_file")->content);
    }
  }

  void file_input_left_empty_is_no_file() {
    auto form = parse_multipart(kType, upload("", "") + "--XyZ--\r\n");
    CPPUNIT_ASSERT(form.ok() && form->files.empty());
    CPPUNIT_ASSERT(parse_multipart(kType, "--XyZ--\r\n").ok());
  }

  void file_names_are_read_as_browsers_write_them() {
    struct Case {
      std::string name, sent, read;
    } cases[] = {
        {"umlaut", "M\xc3\xbcller.csr", "Müller.csr"},
        {"quote from a browser", "a%22b", "a%22b"},
        {"quote from older curl", "a\\\"b", "a\"b"},
        {"backslash", "C:\\x\\a.csr", "C:\\x\\a.csr"},
        {"semicolon", "a;b=c", "a;b=c"},
        {"path", "../../etc/passwd", "../../etc/passwd"},
    };
    for (const auto& c : cases) {
      auto form = parse_multipart(kType, upload(c.sent, "x") + "--XyZ--\r\n");
      CPPUNIT_ASSERT_MESSAGE(c.name, form.ok() && form->file("csr_file"));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.read, form->file("csr_file")->file_name);
    }
  }

  void boundary_is_read_quoted_and_bare() {
    const std::string body = field("a", "1") + "--XyZ--\r\n";
    for (const char* type : {"multipart/form-data; boundary=XyZ", "Multipart/Form-Data;BOUNDARY=\"XyZ\"",
                             "multipart/form-data; charset=utf-8; boundary=XyZ"})
      CPPUNIT_ASSERT_MESSAGE(type, parse_multipart(type, body).ok());
  }

  void malformed_boundaries_are_refused() {
    const std::string body = field("a", "1") + "--XyZ--\r\n";
    const std::string types[] = {
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"XyZ",
        "multipart/form-data; boundary=\"XyZ \"",
        "multipart/form-data; boundary=XyZ; boundary=XyZ",
        "multipart/form-data; boundary=\"Xy\r\nZ\"",
        "multipart/form-data boundary=XyZ",
        "multipart/mixed; boundary=XyZ",
        "multipart/form-data; boundary=" + std::string(71, 'a'),
    };
    for (const std::string& type : types) CPPUNIT_ASSERT_MESSAGE(type, !parse_multipart(type, body).ok());
  }

  void malformed_bodies_are_refused() {
    const std::string end = "--XyZ--\r\n";
    std::pair<std::string, std::string> cases[] = {
        {"empty", ""},
        {"no end", field("a", "1")},
        {"cut in the content", "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"},
        {"cut in the headers", "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n"},
        {"preamble", "hello\r\n" + field("a", "1") + end},
        {"epilogue", field("a", "1") + end + "more"},
        {"boundary as a prefix of a longer one", field("a", "1") + "--XyZ0\r\n" + end},
        {"line feeds only", "--XyZ\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XyZ--\n"},
        {"no name", part("Content-Disposition: form-data", "1") + end},
        {"empty name", field("", "1") + end},
        {"name twice", part("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "1") + end},
        {"disposition twice", part("Content-Disposition: form-data; name=\"a\"\r\n"
                                   "Content-Disposition: form-data; name=\"b\"",
                                   "1") +
                                  end},
        {"not form-data", part("Content-Disposition: attachment; name=\"a\"", "1") + end},
        {"base64",
         part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "MQ==") + end},
        {"folded header", part("Content-Disposition: form-data;\r\n name=\"a\"", "1") + end},
        {"header of one bare line feed", part("X: y\nContent-Disposition: form-data; name=\"a\"", "1") + end},
        {"no header", "--XyZ\r\n\r\n1\r\n" + end},
        {"header too long",
         part("X: " + std::string(5000, 'a') + "\r\nContent-Disposition: form-data; name=\"a\"", "1") + end},
        {"invalid UTF-8 in a field", field("a", "\xff") + end},
        {"NUL in a field", field("a", "\0"s) + end},
        {"control character in a name", field("a\tb", "1") + end},
        {"invalid UTF-8 in a file name", upload("\xff", "1") + end},
    };
    for (const auto& [name, body] : cases) CPPUNIT_ASSERT_MESSAGE(name, !parse_multipart(kType, body).ok());
  }

  void more_than_50_parts_are_refused() {
    std::string body;
    for (std::size_t i = 0; i < kMaximumParts; ++i) body += field("a", "1");
    CPPUNIT_ASSERT(parse_multipart(kType, body + "--XyZ--").ok());
    CPPUNIT_ASSERT(!parse_multipart(kType, body + field("a", "1") + "--XyZ--").ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MultipartTest);

}  // namespace
