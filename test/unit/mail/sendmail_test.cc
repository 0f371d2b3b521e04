// The sendmail pipe against programs that take the mail, refuse it, hang, are missing, or do not listen.
#include "mail/sendmail.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/file.h"

using namespace certportal;
using namespace certportal::mail;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class SendmailTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SendmailTest);
  CPPUNIT_TEST(mail_is_handed_over_whole_with_its_arguments);
  CPPUNIT_TEST(large_mail_is_handed_over_whole);
  CPPUNIT_TEST(other_exit_status_is_not_taken_over);
  CPPUNIT_TEST(hanging_program_is_killed_with_its_children);
  CPPUNIT_TEST(missing_and_unusable_programs_are_not_taken_over);
  CPPUNIT_TEST(program_that_reads_nothing_is_not_believed);
  CPPUNIT_TEST(program_killed_by_a_signal_is_not_taken_over);
  CPPUNIT_TEST(long_answers_are_bounded_and_do_not_block);
  CPPUNIT_TEST(child_inherits_no_descriptor_and_no_ignored_signal);
  CPPUNIT_TEST(background_child_of_a_good_program_is_left_alone);
  CPPUNIT_TEST(empty_arguments_and_nul_are_refused);
  CPPUNIT_TEST_SUITE_END();

  std::string folder_;

 public:
  void setUp() override {
    char name[] = "/tmp/sendmail-test-XXXXXX";
    folder_ = mkdtemp(name);
  }
  void tearDown() override { std::filesystem::remove_all(folder_); }

  std::string script(const std::string& text) {
    std::string path = folder_ + "/sendmail";
    std::ofstream(path) << "#!/bin/sh\ncd " << folder_ << "\n" << text << "\n";
    chmod(path.c_str(), 0755);
    return path;
  }

  Delivery run(const std::string& text, const std::string& mail = "Subject: x\n\nbody\n",
               std::chrono::milliseconds timeout = 10s) {
    return deliver(script(text), "portal@example.org", "anna.alt@example.org", mail, timeout);
  }

  std::string written(const std::string& name) {
    auto content = read_file(folder_ + "/" + name);
    return content ? *content : "";
  }

  void mail_is_handed_over_whole_with_its_arguments() {
    Delivery delivery = run("cat >mail; printf '%s\\n' \"$@\" >arguments");
    CPPUNIT_ASSERT_MESSAGE(delivery.answer, delivery.taken_over && delivery.exit_code == 0);
    CPPUNIT_ASSERT_EQUAL("Subject: x\n\nbody\n"s, written("mail"));
    CPPUNIT_ASSERT_EQUAL("-i\n-f\nportal@example.org\n--\nanna.alt@example.org\n"s, written("arguments"));
  }

  void large_mail_is_handed_over_whole() {
    std::string mail(3 << 20, 'x');
    CPPUNIT_ASSERT(run("cat >mail", mail).taken_over);
    CPPUNIT_ASSERT_EQUAL(mail.size(), written("mail").size());
  }

  void other_exit_status_is_not_taken_over() {
    Delivery delivery = run("cat >/dev/null; echo 'spool is full' >&2; exit 75");
    CPPUNIT_ASSERT(!delivery.taken_over);
    CPPUNIT_ASSERT_EQUAL(75, delivery.exit_code);
    CPPUNIT_ASSERT_EQUAL("exit status 75: spool is full"s, delivery.answer);
  }

  void hanging_program_is_killed_with_its_children() {
    auto start = std::chrono::steady_clock::now();
    Delivery delivery = run("echo $$ >pid; sleep 600 & wait", "x", 300ms);
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < 5s);
    CPPUNIT_ASSERT(!delivery.taken_over && delivery.exit_code == -1);
    CPPUNIT_ASSERT_EQUAL("killed at the time-out"s, delivery.answer);
    CPPUNIT_ASSERT(!written("pid").empty());
    CPPUNIT_ASSERT(!has_living_member(std::stoi(written("pid"))));
  }

  void missing_and_unusable_programs_are_not_taken_over() {
    for (const std::string& program : {folder_ + "/missing", folder_, "sendmail"s}) {
      Delivery delivery = deliver(program, "a@b", "c@d", "x", 5s);
      CPPUNIT_ASSERT_MESSAGE(program, !delivery.taken_over && delivery.exit_code == -1);
      CPPUNIT_ASSERT_MESSAGE(delivery.answer, contains(delivery.answer, program + ": "));
    }
  }

  void program_that_reads_nothing_is_not_believed() {
    for (std::size_t size : {std::size_t{10}, std::size_t{1} << 20}) {
      Delivery delivery = run("exit 0", std::string(size, 'x'));
      CPPUNIT_ASSERT(!delivery.taken_over);
      CPPUNIT_ASSERT_EQUAL("ended without reading the mail"s, delivery.answer);
    }
    CPPUNIT_ASSERT_EQUAL(69, run("exit 69", std::string(1 << 20, 'x')).exit_code);
  }

  void program_killed_by_a_signal_is_not_taken_over() {
    Delivery delivery = run("cat >/dev/null; kill -SEGV $$");
    CPPUNIT_ASSERT(!delivery.taken_over && delivery.exit_code == -1);
    CPPUNIT_ASSERT_EQUAL("died of signal 11"s, delivery.answer);
  }

  void long_answers_are_bounded_and_do_not_block() {
    Delivery delivery = run("head -c 1000000 /dev/zero | tr '\\0' y; cat >/dev/null; exit 1");
    CPPUNIT_ASSERT_EQUAL(1, delivery.exit_code);
    CPPUNIT_ASSERT(delivery.answer.size() > 2000 && delivery.answer.size() < 2100);
  }

  void child_inherits_no_descriptor_and_no_ignored_signal() {
    int leak = open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as a library might
    auto before = std::signal(SIGPIPE, SIG_IGN);
    Delivery delivery = run("cat >/dev/null; ls /proc/$$/fd >descriptors; grep SigIgn /proc/$$/status >signals");
    std::signal(SIGPIPE, before);
    std::string leaked = std::to_string(leak) + "\n";
    close(leak);
    CPPUNIT_ASSERT(delivery.taken_over);
    std::string descriptors = written("descriptors");
    CPPUNIT_ASSERT_MESSAGE(descriptors, descriptors.starts_with("0\n1\n2\n") || descriptors.starts_with("0\n1\n10\n"));
    CPPUNIT_ASSERT_MESSAGE(descriptors, !contains(descriptors, "\n" + leaked));
    auto ignored = std::stoull(written("signals").substr(8), nullptr, 16);
    CPPUNIT_ASSERT_EQUAL(0ULL, ignored & (1ULL << (SIGPIPE - 1)));
  }

  void background_child_of_a_good_program_is_left_alone() {
    Delivery delivery = run("cat >/dev/null; sleep 600 & echo $! >child; echo $$ >pid");
    CPPUNIT_ASSERT(delivery.taken_over);  // although the child holds the pipe of the answer open
    pid_t child = std::stoi(written("child"));
    CPPUNIT_ASSERT_EQUAL(0, kill(child, 0));
    kill(child, SIGKILL);
  }

  void empty_arguments_and_nul_are_refused() {
    CPPUNIT_ASSERT(!deliver("", "a@b", "c@d", "x", 5s).taken_over);
    CPPUNIT_ASSERT(!deliver("/bin/true", "", "c@d", "x", 5s).taken_over);
    CPPUNIT_ASSERT(!deliver("/bin/true", "a@b", "", "x", 5s).taken_over);
    CPPUNIT_ASSERT(!deliver("/bin/true", "a@b", "c\0d"s, "x", 5s).taken_over);
  }

 private:
  // A killed child whose parent died before it may wait for pid 1 to reap it: a zombie counts as gone.
  static bool has_living_member(pid_t group) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      if (!std::isdigit(static_cast<unsigned char>(entry.path().filename().string().front()))) continue;
      std::ifstream file(entry.path() / "stat");
      std::string stat{std::istreambuf_iterator<char>(file), {}};
      auto name_end = stat.rfind(')');
      if (name_end == std::string::npos) continue;
      char state = 0;
      pid_t parent = 0, its_group = 0;
      std::istringstream(stat.substr(name_end + 1)) >> state >> parent >> its_group;
      if (its_group == group && state != 'Z' && state != 'X') return true;
    }
    return false;
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SendmailTest);

}  // namespace
