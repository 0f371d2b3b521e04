#include "model/network.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using certportal::model::network_of;

class NetworkTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(NetworkTest);
  CPPUNIT_TEST(one_network_has_one_key);
  CPPUNIT_TEST_SUITE_END();

 public:
  void one_network_has_one_key() {
    struct Case {
      const char* name;
      std::string address;
      const char* key;
    } cases[] = {
        {"IPv4", "192.0.2.1", "192.0.2.1"},
        {"IPv4 neighbour", "192.0.2.2", "192.0.2.2"},
        {"IPv6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
        {"IPv6 neighbour", "2001:DB8:1:2::1", "2001:db8:1:2::/64"},
        {"IPv6 next network", "2001:db8:1:3::1", "2001:db8:1:3::/64"},
        {"loopback", "::1", "::/64"},
        {"mapped", "::ffff:192.0.2.1", "192.0.2.1"},
        {"mapped in hex", "::FFFF:c000:201", "192.0.2.1"},
        {"empty", "", "unknown"},
        {"unix socket", "unix:", "unknown"},
        {"name", "example.org", "unknown"},
        {"with port", "192.0.2.1:80", "unknown"},
        {"zone", "fe80::1%eth0", "unknown"},
        {"brackets", "[::1]", "unknown"},
        {"octal", "0300.0.2.1", "unknown"},
        {"blank", " 192.0.2.1", "unknown"},
        {"list", "192.0.2.1, 192.0.2.2", "unknown"},
        {"NUL", std::string("192.0.2.1\0x", 11), "unknown"},
        {"huge", std::string(100000, ':'), "unknown"},
        {"SQL", "1' OR '1'='1", "unknown"},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.key), network_of(c.address));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NetworkTest);
}  // namespace
