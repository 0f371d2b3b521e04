#include "base/notify.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>

using namespace certportal;

namespace {

class NotifyTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(NotifyTest);
  CPPUNIT_TEST(states_arrive_at_a_socket_of_the_file_system);
  CPPUNIT_TEST(states_arrive_at_a_name_without_a_file);
  CPPUNIT_TEST(nobody_who_listens_does_no_harm);
  CPPUNIT_TEST_SUITE_END();

  std::string dir_;
  int socket_ = -1;

 public:
  void setUp() override {
    char dir[] = "/tmp/notify-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    dir_ = dir;
    socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  }
  void tearDown() override {
    unsetenv("NOTIFY_SOCKET");
    close(socket_);
    std::filesystem::remove_all(dir_);
  }

  void listen_at(const std::string& name) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name[0] == '@') address.sun_path[0] = '\0';
    auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    CPPUNIT_ASSERT_EQUAL(0, bind(socket_, reinterpret_cast<sockaddr*>(&address), length));
    setenv("NOTIFY_SOCKET", name.c_str(), 1);
  }

  std::string received() const {
    char text[100];
    ssize_t length = recv(socket_, text, sizeof text, 0);
    return length < 0 ? "nothing" : std::string(text, static_cast<std::size_t>(length));
  }

  void states_arrive_at_a_socket_of_the_file_system() {
    listen_at(dir_ + "/notify");
    notify_ready();
    CPPUNIT_ASSERT_EQUAL(std::string("READY=1"), received());
    notify_stopping();
    CPPUNIT_ASSERT_EQUAL(std::string("STOPPING=1"), received());
  }

  void states_arrive_at_a_name_without_a_file() {
    listen_at("@certportal" + dir_);
    notify_ready();
    CPPUNIT_ASSERT_EQUAL(std::string("READY=1"), received());
  }

  void nobody_who_listens_does_no_harm() {
    notify_ready();
    for (const std::string& name : {std::string(), dir_ + "/missing", std::string(300, 'x')}) {
      setenv("NOTIFY_SOCKET", name.c_str(), 1);
      notify_ready();
    }
    CPPUNIT_ASSERT_EQUAL(std::string("nothing"), received());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NotifyTest);

}  // namespace
