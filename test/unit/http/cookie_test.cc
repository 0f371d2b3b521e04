// Cookies and the address that decides their names.
#include "http/cookie.h"

#include <cppunit/extensions/HelperMacros.h>

#include "base/broken.h"

using namespace certportal;
using namespace certportal::http;
using namespace std::string_literals;

namespace {

class CookieTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CookieTest);
  CPPUNIT_TEST(values_are_found_by_whole_name);
  CPPUNIT_TEST(https_at_the_root_takes_the_host_prefix);
  CPPUNIT_TEST(https_below_a_folder_takes_the_secure_prefix_and_path);
  CPPUNIT_TEST(plain_http_takes_the_port);
  CPPUNIT_TEST(clearing_ends_a_cookie_at_once);
  CPPUNIT_TEST(what_could_break_the_header_throws);
  CPPUNIT_TEST(base_urls_are_taken_apart);
  CPPUNIT_TEST(malformed_base_urls_are_refused);
  CPPUNIT_TEST_SUITE_END();

  static CookieNames names(const char* url) { return CookieNames(*parse_base_url(url)); }

 public:
  void values_are_found_by_whole_name() {
    struct Case {
      std::string name, header, value;
    } cases[] = {
        {"only one", "s=abc", "abc"},
        {"among others", "a=1; s=abc; b=2", "abc"},
        {"without blanks", "a=1;s=abc", "abc"},
        {"first of two", "s=1; s=2", "1"},
        {"longer name", "xs=1; s2=2", ""},
        {"no value", "s", ""},
        {"empty", "", ""},
        {"equals in the value", "s=a=b", "a=b"},
        {"blank around", " s=abc ", "abc"},
        {"in another's value", "a=x s=abc", ""},
    };
    for (const auto& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.value, std::string(cookie_value(c.header, "s")));
  }

  void https_at_the_root_takes_the_host_prefix() {
    auto cookies = names("https://portal.example.org");
    CPPUNIT_ASSERT_EQUAL("__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure"s, cookies.set("session", "abc"));
    CPPUNIT_ASSERT_EQUAL("abc"s, std::string(cookies.read("session=no; __Host-session=abc", "session")));
  }

  void https_below_a_folder_takes_the_secure_prefix_and_path() {
    CPPUNIT_ASSERT_EQUAL("__Secure-session=abc; Path=/portal; Max-Age=60; HttpOnly; SameSite=Lax; Secure"s,
                         names("https://example.org/portal").set("session", "abc", Seconds{60}));
  }

  void plain_http_takes_the_port() {
    CPPUNIT_ASSERT_EQUAL("session_8080=abc; Path=/; HttpOnly; SameSite=Lax"s,
                         names("http://127.0.0.1:8080").set("session", "abc"));
    CPPUNIT_ASSERT_EQUAL("session_80"s, names("http://127.0.0.1").name("session"));
  }

  void clearing_ends_a_cookie_at_once() {
    CPPUNIT_ASSERT_EQUAL("session_8080=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"s,
                         names("http://127.0.0.1:8080").clear("session"));
  }

  void what_could_break_the_header_throws() {
    for (const char* value : {"a;b", "a b", "a\r\nb", "a,b", "\"a\"", "ä"})
      CPPUNIT_ASSERT_THROW_MESSAGE(value, (void)make_cookie("s", value, "/", {}, true), Broken);
    for (const char* name : {"", "a b", "a=b", "a;b", "a\n"})
      CPPUNIT_ASSERT_THROW_MESSAGE(name, (void)make_cookie(name, "1", "/", {}, true), Broken);
    for (const char* path : {"", "x", "/a;b", "/a\n"})
      CPPUNIT_ASSERT_THROW_MESSAGE(path, (void)make_cookie("s", "1", path, {}, true), Broken);
  }

  void base_urls_are_taken_apart() {
    struct Case {
      std::string url, origin, path;
      unsigned port;
    } cases[] = {
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080", "", 8080},
        {"https://Portal.Example.org", "https://portal.example.org", "", 443},
        {"https://example.org:443/a/b", "https://example.org", "/a/b", 443},
        {"http://example.org:80", "http://example.org", "", 80},
        {"https://[::1]:8443/p", "https://[::1]:8443", "/p", 8443},
        {"https://[2001:DB8::1]", "https://[2001:db8::1]", "", 443},
    };
    for (const auto& c : cases) {
      auto base = parse_base_url(c.url);
      CPPUNIT_ASSERT_MESSAGE(c.url, base.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.url, c.origin, base->origin);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.url, c.path, base->path);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.url, c.port, base->port);
    }
  }

  void malformed_base_urls_are_refused() {
    for (const char* url :
         {"", "example.org", "ftp://example.org", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:x",
          "http://a:", "http://a b", "http://user@a", "http://a/b/", "http://a//b", "http://a/?x", "http://a/b;c",
          "http://müller.example", "http://[::1", "http://[]"})
      CPPUNIT_ASSERT_MESSAGE(url, !parse_base_url(url).ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CookieTest);

}  // namespace
