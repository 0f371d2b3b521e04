// Which row of the table a path finds.
#include "http/router.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using namespace certportal::http;
using namespace std::string_literals;

namespace {

class RouterTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RouterTest);
  CPPUNIT_TEST(paths_find_their_rows);
  CPPUNIT_TEST(other_paths_are_not_found);
  CPPUNIT_TEST(wrong_methods_learn_the_right_ones);
  CPPUNIT_TEST(captures_are_found_by_name);
  CPPUNIT_TEST(malformed_and_doubled_rows_throw);
  CPPUNIT_TEST(empty_router_finds_nothing);
  CPPUNIT_TEST_SUITE_END();

  Router router_;

 public:
  void setUp() override {
    router_.add("GET", "/");                                       // 0
    router_.add("GET POST", "/login");                             // 1
    router_.add("GET", "/certificates/:number");                   // 2
    router_.add("GET", "/certificates/:number/download/:format");  // 3
    router_.add("POST", "/certificates/download.zip");             // 4
    router_.add("GET", "/organisations/:reference");               // 5
    router_.add("GET", "/organisations/new");                      // 6
    router_.add("POST", "/organisations/new");                     // 7
    router_.add("GET", "/calendar/:secret.ics");                   // 8
    router_.add("GET", "/handovers/:reference/receipt");           // 9
    router_.add("GET", "/handovers/:reference/receipt.p7m");       // 10
  }

  void paths_find_their_rows() {
    struct Case {
      std::string method, path;
      std::size_t row;
    } cases[] = {
        {"GET", "/", 0},
        {"HEAD", "/", 0},
        {"POST", "/login", 1},
        {"GET", "/certificates/320917", 2},
        {"HEAD", "/certificates/320917/download/pem", 3},
        {"POST", "/certificates/download.zip", 4},
        {"GET", "/organisations/ORG-100001", 5},
        {"GET", "/organisations/new", 6},
        {"POST", "/organisations/new", 7},
        {"GET", "/organisations/newer", 5},
        {"GET", "/calendar/abc.ics", 8},
        {"GET", "/handovers/UEB-1/receipt", 9},
        {"GET", "/handovers/UEB-1/receipt.p7m", 10},
    };
    for (const auto& c : cases) {
      RouteMatch match = router_.match(c.method, c.path);
      CPPUNIT_ASSERT_MESSAGE(c.path, match.kind == RouteMatch::Kind::found);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.path, c.row, match.row);
    }
  }

  void other_paths_are_not_found() {
    for (const char* path :
         {"", "login", "/login/", "//login", "/Login", "/certificates/", "/certificates//download/pem",
          "/certificates/1/download/", "/calendar/.ics", "/calendar/abc", "/calendar/abc.icsx", "//",
          "/a/b/c/d/e/f/g/h/i/j/k", "/certificates/1/download/pem/x", "/certificates/..", "/certificates/.",
          "/certificates/../download/pem", "/certificates/1/download/..", "/./login"}) {
      RouteMatch match = router_.match("GET", path);
      CPPUNIT_ASSERT_MESSAGE(path, match.kind == RouteMatch::Kind::not_found);
      CPPUNIT_ASSERT_MESSAGE(path, match.capture_count == 0 && match.allow.empty());
    }
  }

  void wrong_methods_learn_the_right_ones() {
    struct Case {
      std::string method, path, allow;
    } cases[] = {
        {"POST", "/", "GET, HEAD"},
        {"DELETE", "/login", "GET, HEAD, POST"},
        {"PUT", "/organisations/new", "GET, HEAD, POST"},
        {"GET", "/certificates/download.zip", "POST"},
        {"get", "/", "GET, HEAD"},
        {"", "/", "GET, HEAD"},
    };
    for (const auto& c : cases) {
      RouteMatch match = router_.match(c.method, c.path);
      CPPUNIT_ASSERT_MESSAGE(c.path, match.kind == RouteMatch::Kind::method_not_allowed);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.path, c.allow, match.allow);
    }
  }

  void captures_are_found_by_name() {
    std::string path = "/certificates/320917/download/fullchain";
    RouteMatch match = router_.match("GET", path);
    CPPUNIT_ASSERT_EQUAL("320917"s, std::string(match.capture("number")));
    CPPUNIT_ASSERT_EQUAL("fullchain"s, std::string(match.capture("format")));
    CPPUNIT_ASSERT(match.capture("other").empty());
    CPPUNIT_ASSERT_EQUAL("a.b"s, std::string(router_.match("GET", "/calendar/a.b.ics").capture("secret")));
  }

  void malformed_and_doubled_rows_throw() {
    for (const char* pattern : {"", "x", "/a/", "//a", "/:", "/:.ics", "/:a/:b/:c/:d/:e", "/a/b/c/d/e/f/g/h/i"})
      CPPUNIT_ASSERT_THROW_MESSAGE(pattern, Router().add("GET", pattern), std::logic_error);
    CPPUNIT_ASSERT_THROW(router_.add("POST", "/login"), std::logic_error);
    CPPUNIT_ASSERT_THROW(router_.add("", "/other"), std::logic_error);
  }

  void empty_router_finds_nothing() { CPPUNIT_ASSERT(Router().match("GET", "/").kind == RouteMatch::Kind::not_found); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RouterTest);

}  // namespace
