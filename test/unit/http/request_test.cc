// From CGI parameters to a request: the route, the bounds, and what an attacker may try with them.
#include "http/request.h"

#include <cppunit/extensions/HelperMacros.h>

#include <map>

#include "http/client_address.h"

using namespace certportal;
using namespace certportal::http;
using namespace std::string_literals;

namespace {

using Parameters = std::map<std::string, std::string>;

ParameterLookup lookup(Parameters parameters) {
  return [held = std::move(parameters)](const char* name) -> const char* {
    auto found = held.find(name);
    return found == held.end() ? nullptr : found->second.c_str();
  };
}

Result<Request> get(const std::string& uri, const std::string& base_path = "") {
  return parse_request(lookup({{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", uri}}), base_path);
}

class RequestTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RequestTest);
  CPPUNIT_TEST(path_is_decoded_once_and_stripped);
  CPPUNIT_TEST(bad_paths_are_not_found);
  CPPUNIT_TEST(long_address_is_too_large);
  CPPUNIT_TEST(malformed_query_method_and_length_are_invalid);
  CPPUNIT_TEST(route_ignores_script_name_path_info_and_host);
  CPPUNIT_TEST(headers_are_found_in_any_case);
  CPPUNIT_TEST(request_id_is_taken_or_made);
  CPPUNIT_TEST(head_asks_like_get);
  CPPUNIT_TEST(client_address_believes_trusted_proxies_only);
  CPPUNIT_TEST_SUITE_END();

 public:
  void path_is_decoded_once_and_stripped() {
    struct Case {
      std::string name, uri, base, path, query;
    } cases[] = {
        {"root", "/", "", "/", ""},
        {"query is cut", "/certificates?q=a?b", "", "/certificates", "q=a?b"},
        {"decoded once", "/a%2541", "", "/a%41", ""},
        {"umlaut", "/%C3%BC", "", "/ü", ""},
        {"plus stays", "/a+b", "", "/a+b", ""},
        {"base path", "/portal/login", "/portal", "/login", ""},
        {"bare base path", "/portal?x=1", "/portal", "/", "x=1"},
        {"base path with a slash", "/portal/", "/portal", "/", ""},
        {"dots are no route, but no trouble", "/a/../b", "", "/a/../b", ""},
        {"empty query", "/a?", "", "/a", ""},
    };
    for (const auto& c : cases) {
      auto request = get(c.uri, c.base);
      CPPUNIT_ASSERT_MESSAGE(c.name, request.ok());
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.path, request->path);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.query, request->query);
    }
  }

  void bad_paths_are_not_found() {
    struct Case {
      std::string name, uri, base;
    } cases[] = {
        {"empty", "", ""},
        {"absolute form", "http://example.org/", ""},
        {"star", "*", ""},
        {"escape cut short", "/a%4", ""},
        {"encoded NUL", "/a%00", ""},
        {"line break", "/a%0d%0aX: y", ""},
        {"invalid UTF-8", "/%ff", ""},
        {"encoded slash", "/certificates%2F1", ""},
        {"encoded slash, lower case", "/certificates%2f1", ""},
        {"bidirectional override", "/%E2%80%AE", ""},
        {"outside the base path", "/login", "/portal"},
        {"base path as a prefix of a name", "/portalx/login", "/portal"},
    };
    for (const auto& c : cases) {
      auto request = get(c.uri, c.base);
      CPPUNIT_ASSERT_MESSAGE(c.name, !request.ok());
      CPPUNIT_ASSERT_MESSAGE(c.name, request.error().code == Code::not_found);
    }
  }

  void long_address_is_too_large() {
    CPPUNIT_ASSERT(get("/" + std::string(kMaximumUri - 1, 'a')).ok());
    auto request = get("/" + std::string(kMaximumUri, 'a'));
    CPPUNIT_ASSERT(!request.ok() && request.error().code == Code::too_large);
  }

  void malformed_query_method_and_length_are_invalid() {
    std::pair<std::string, Parameters> cases[] = {
        {"query", {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/?q=%ff"}}},
        {"no method", {{"REQUEST_URI", "/"}}},
        {"method with a line break", {{"REQUEST_METHOD", "GET\nX"}, {"REQUEST_URI", "/"}}},
        {"endless method", {{"REQUEST_METHOD", std::string(21, 'A')}, {"REQUEST_URI", "/"}}},
        {"length", {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_LENGTH", "12x"}}},
        {"negative length", {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_LENGTH", "-1"}}},
        {"overflow", {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/"}, {"CONTENT_LENGTH", std::string(30, '9')}}},
    };
    for (const auto& [name, parameters] : cases) {
      auto request = parse_request(lookup(parameters), "");
      CPPUNIT_ASSERT_MESSAGE(name, !request.ok());
      CPPUNIT_ASSERT_MESSAGE(name, request.error().code == Code::invalid);
    }
  }

  void route_ignores_script_name_path_info_and_host() {
    auto request = parse_request(lookup({{"REQUEST_METHOD", "POST"},
                                         {"REQUEST_URI", "/login"},
                                         {"SCRIPT_NAME", "/other"},
                                         {"PATH_INFO", "/certificates/1"},
                                         {"HTTP_HOST", "evil.example"},
                                         {"CONTENT_LENGTH", ""},
                                         {"REMOTE_ADDR", "192.0.2.7"}}),
                                 "");
    CPPUNIT_ASSERT(request.ok());
    CPPUNIT_ASSERT_EQUAL("/login"s, request->path);
    CPPUNIT_ASSERT_EQUAL("192.0.2.7"s, request->remote_address);
    CPPUNIT_ASSERT(request->is_post() && !request->is_get());
  }

  void headers_are_found_in_any_case() {
    auto request = parse_request(lookup({{"REQUEST_METHOD", "GET"},
                                         {"REQUEST_URI", "/"},
                                         {"CONTENT_TYPE", "text/plain"},
                                         {"HTTP_ACCEPT_LANGUAGE", "de"}}),
                                 "");
    CPPUNIT_ASSERT(request.ok());
    CPPUNIT_ASSERT_EQUAL("de"s, std::string(request->header("accept-Language")));
    CPPUNIT_ASSERT_EQUAL("text/plain"s, std::string(request->header("Content-Type")));
    CPPUNIT_ASSERT(request->header("Cookie").empty());
  }

  void request_id_is_taken_or_made() {
    auto with_id = [](const std::string& id) {
      return parse_request(lookup({{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/"}, {"REQUEST_ID", id}}), "")
          ->request_id;
    };
    CPPUNIT_ASSERT_EQUAL("0123456789abcdef"s, with_id("0123456789abcdef"));
    for (const char* bad : {"", "short", "with blank in it", "<script>alert</script>"}) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::size_t{32}, with_id(bad).size());
      CPPUNIT_ASSERT_MESSAGE(bad, with_id(bad) != with_id(bad));
    }
  }

  void head_asks_like_get() {
    auto request = parse_request(lookup({{"REQUEST_METHOD", "HEAD"}, {"REQUEST_URI", "/?a=1"}}), "");
    CPPUNIT_ASSERT(request.ok());
    CPPUNIT_ASSERT(request->is_head() && request->is_get());
    CPPUNIT_ASSERT_EQUAL("HEAD"s, request->method);
    CPPUNIT_ASSERT_EQUAL("1"s, std::string(request->parameters.get("a")));
  }

  void client_address_believes_trusted_proxies_only() {
    const std::vector<std::string> trusted = {"10.0.0.1", "2001:DB8::0:1", "unix:"};
    struct Case {
      std::string name, remote, header, address;
    } cases[] = {
        {"no proxy", "192.0.2.7", "", "192.0.2.7"},
        {"stranger's header is ignored", "192.0.2.7", "203.0.113.9", "192.0.2.7"},
        {"behind a proxy", "10.0.0.1", "203.0.113.9", "203.0.113.9"},
        {"right-most counts", "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
        {"trusted ones are skipped", "10.0.0.1", "203.0.113.9, 2001:db8::1", "203.0.113.9"},
        {"all trusted", "10.0.0.1", "2001:db8::1", "2001:db8::1"},
        {"garbage", "10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"},
        {"empty entry", "10.0.0.1", "203.0.113.9,", "10.0.0.1"},
        {"proxy on a unix socket", "unix:", "203.0.113.9", "203.0.113.9"},
        {"IPv6 in another spelling", "2001:db8:0:0:0:0:0:1", "2001:DB8::00FF", "2001:db8::ff"},
        {"mapped IPv4", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"},
        {"no address at all", "", "203.0.113.9", ""},
    };
    for (const auto& c : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.address, client_address(c.remote, c.header, trusted));
    CPPUNIT_ASSERT_EQUAL("10.0.0.1"s, client_address("10.0.0.1", "203.0.113.9", {}));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RequestTest);

}  // namespace
