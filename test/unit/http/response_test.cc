// Answers as they leave the program.
#include "http/response.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/broken.h"

using namespace certportal;
using namespace certportal::http;
using namespace std::string_literals;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class ResponseTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ResponseTest);
  CPPUNIT_TEST(answer_is_written_whole);
  CPPUNIT_TEST(head_has_the_length_but_no_body);
  CPPUNIT_TEST(redirect_names_its_target);
  CPPUNIT_TEST(no_store_is_the_default_and_wins);
  CPPUNIT_TEST(public_answer_keeps_its_caching);
  CPPUNIT_TEST(values_that_would_split_a_header_throw);
  CPPUNIT_TEST(file_names_are_made_harmless);
  CPPUNIT_TEST(security_headers_are_all_there);
  CPPUNIT_TEST(set_header_replaces_in_any_case);
  CPPUNIT_TEST(every_status_of_the_contract_has_its_reason);
  CPPUNIT_TEST_SUITE_END();

 public:
  void answer_is_written_whole() {
    Response response = html(404, "<p>no</p>");
    response.cookies = {"a=1; Path=/", "b=2; Path=/"};
    CPPUNIT_ASSERT_EQUAL(
        "Status: 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: a=1; Path=/\r\n"
        "Set-Cookie: b=2; Path=/\r\nCache-Control: no-store\r\nContent-Length: 9\r\n\r\n<p>no</p>"s,
        to_cgi(response, false));
  }

  void head_has_the_length_but_no_body() {
    std::string head = to_cgi(text(200, "ok\n"), true);
    CPPUNIT_ASSERT(contains(head, "Content-Length: 3\r\n"));
    CPPUNIT_ASSERT(head.ends_with("\r\n\r\n"));
    Response unchanged;
    unchanged.status = 304;
    CPPUNIT_ASSERT(!contains(to_cgi(unchanged, false), "Content-Length"));
  }

  void redirect_names_its_target() {
    std::string answer = to_cgi(redirect_see_other("/login?next=%2F"), false);
    CPPUNIT_ASSERT(contains(answer, "Status: 303 See Other\r\n"));
    CPPUNIT_ASSERT(contains(answer, "Location: /login?next=%2F\r\n"));
  }

  void no_store_is_the_default_and_wins() {
    Response response = text(200, "x");
    response.set_header("cache-control", "public");
    CPPUNIT_ASSERT(contains(to_cgi(response, false), "Cache-Control: no-store\r\n"));
    CPPUNIT_ASSERT(!contains(to_cgi(response, false), "public"));
  }

  void public_answer_keeps_its_caching() {
    Response response = text(200, "x");
    response.no_store = false;
    response.set_header("Cache-Control", "max-age=60");
    CPPUNIT_ASSERT(contains(to_cgi(response, false), "Cache-Control: max-age=60\r\n"));
    CPPUNIT_ASSERT(!contains(to_cgi(response, false), "no-store"));
  }

  void values_that_would_split_a_header_throw() {
    for (const std::string& value : {"/a\r\nSet-Cookie: x=1"s, "/a\n"s, "/a\r"s, "/a\0b"s, "/a\x7f"s})
      CPPUNIT_ASSERT_THROW((void)to_cgi(redirect_see_other(value), false), Broken);
    Response response;
    response.headers.emplace_back("X Y", "1");
    CPPUNIT_ASSERT_THROW((void)to_cgi(response, false), Broken);
    Response cookie;
    cookie.cookies.emplace_back("a=1\r\nX: y");
    CPPUNIT_ASSERT_THROW((void)to_cgi(cookie, false), Broken);
  }

  void file_names_are_made_harmless() {
    struct Case {
      std::string name, disposition;
    } cases[] = {
        {"320917-x509.pem", "attachment; filename=\"320917-x509.pem\"\r\n"},
        {"a\"b\\c/d.pem", "attachment; filename=\"a_b_c_d.pem\"\r\n"},
        {"Müller.pem", "attachment; filename=\"M_ller.pem\"; filename*=UTF-8''M%C3%BCller.pem\r\n"},
        {"a\r\nX: y", "attachment; filename=\"a__X__y\"\r\n"},
        {"\xe2\x80\xae"
         "gnp.exe",
         "attachment; filename=\"_gnp.exe\"\r\n"},
        {"\xff", "attachment; filename=\"_\"\r\n"},
        {".htaccess", "attachment; filename=\"_htaccess\"\r\n"},
        {"", "attachment; filename=\"download\"\r\n"},
    };
    for (const auto& c : cases)
      CPPUNIT_ASSERT_MESSAGE(c.name, contains(to_cgi(file("application/x-pem-file", c.name, "x"), false),
                                              "Content-Disposition: " + c.disposition));
  }

  void security_headers_are_all_there() {
    Response response = html(200, "");
    add_security_headers(response);
    std::string answer = to_cgi(response, false);
    for (const char* part : {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'",
                             "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin\r\n",
                             "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
                             "X-Frame-Options: DENY", "Permissions-Policy: "})
      CPPUNIT_ASSERT_MESSAGE(part, contains(answer, part));
    CPPUNIT_ASSERT(!contains(answer, "unsafe"));
  }

  void set_header_replaces_in_any_case() {
    Response response = html(200, "");
    response.set_header("content-type", "text/calendar");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, response.headers.size());
    CPPUNIT_ASSERT_EQUAL("text/calendar"s, response.headers.front().second);
  }

  void every_status_of_the_contract_has_its_reason() {
    for (int status : {200, 303, 400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503})
      CPPUNIT_ASSERT(reason_phrase(status) != "Unknown");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ResponseTest);

}  // namespace
