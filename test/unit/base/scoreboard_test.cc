#include "base/scoreboard.h"

#include <cppunit/extensions/HelperMacros.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"

namespace {
using namespace certportal;
using std::string;

class ScoreboardTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ScoreboardTest);
  CPPUNIT_TEST(what_a_worker_publishes_is_seen);
  CPPUNIT_TEST(a_worker_that_reads_it_keeps_its_slot);
  CPPUNIT_TEST(a_killed_worker_is_seen_and_its_counters_go_on);
  CPPUNIT_TEST(another_versions_file_is_replaced_and_still_usable);
  CPPUNIT_TEST(durations_fall_into_their_ranges);
  CPPUNIT_TEST(rates_are_those_of_the_last_minute);
  CPPUNIT_TEST(long_texts_are_cut_between_characters);
  CPPUNIT_TEST(where_no_file_can_be_made_nothing_is_counted);
  CPPUNIT_TEST_SUITE_END();

  string folder_;
  string path() const { return folder_ + "/scoreboard"; }

 public:
  void setUp() override {
    char name[] = "/tmp/scoreboard-test-XXXXXX";
    folder_ = mkdtemp(name);
  }
  void tearDown() override { std::filesystem::remove_all(folder_); }

  void what_a_worker_publishes_is_seen() {
    auto first = Scoreboard::open(path());
    auto second = Scoreboard::open(path());
    CPPUNIT_ASSERT(first && second);
    second->set_host("db1:3306");
    second->count_request(200, 1500);
    second->enter(WorkerState::busy);
    auto seen = read_scoreboard(path());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, seen.size());
    CPPUNIT_ASSERT(seen[0].is_alive && seen[1].is_alive);
    CPPUNIT_ASSERT(seen[0].record.state == WorkerState::starting && seen[1].record.state == WorkerState::busy);
    CPPUNIT_ASSERT_EQUAL(string("db1:3306"), string(seen[1].record.host.data()));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, seen[1].record.total.requests[2]);
    CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(getpid()), seen[1].record.pid);
    CPPUNIT_ASSERT(read_scoreboard(folder_ + "/none").empty());
  }

  void a_worker_that_reads_it_keeps_its_slot() {
    auto own = Scoreboard::open(path());
    for (int i = 0; i < 3; ++i) CPPUNIT_ASSERT(read_scoreboard(path()).at(0).is_alive);
  }

  void a_killed_worker_is_seen_and_its_counters_go_on() {
    pid_t child = fork();
    if (child == 0) {
      auto board = Scoreboard::open(path());
      board->count_request(404, 10);
      board->publish();
      raise(SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    auto seen = read_scoreboard(path());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, seen.size());
    CPPUNIT_ASSERT(!seen[0].is_alive);
    auto next = Scoreboard::open(path());
    next->count_request(404, 10);
    next->publish();
    seen = read_scoreboard(path());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, seen.size());
    CPPUNIT_ASSERT(seen[0].is_alive);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, seen[0].record.total.requests[4]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, seen[0].record.requests);
  }

  void another_versions_file_is_replaced_and_still_usable() {
    auto old = Scoreboard::open(path());
    {
      std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
      file.put('\x7f');  // a layout of the future
    }
    CPPUNIT_ASSERT(read_scoreboard(path()).empty());
    auto fresh = Scoreboard::open(path());
    CPPUNIT_ASSERT(fresh);
    old->enter(WorkerState::idle);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read_scoreboard(path()).size());
    std::ofstream(path(), std::ios::trunc) << "short";
    CPPUNIT_ASSERT(read_scoreboard(path()).empty());
    CPPUNIT_ASSERT(Scoreboard::open(path()));
  }

  void durations_fall_into_their_ranges() {
    Scoreboard board;
    for (std::uint64_t microseconds : {0, 5000, 5001, 10000, 5'000'000, 5'000'001})
      board.count_request(200, microseconds);
    const auto& ranges = board.record().total.durations;
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, ranges[0]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, ranges[1]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, ranges[9]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, ranges[10]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{10'020'002}, board.record().total.microseconds);
  }

  void rates_are_those_of_the_last_minute() {
    WorkerRecord record{};
    record.started_at = 0;
    record.minute = 100;
    record.last_minute = 60;
    record.this_minute = 30;
    auto at = [](long seconds) { return Time(Seconds(seconds)); };
    CPPUNIT_ASSERT_DOUBLES_EQUAL(1.0, requests_a_second(record, at(6000 + 30)), 0.001);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(0.25, requests_a_second(record, at(6060 + 30)), 0.001);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(0.0, requests_a_second(record, at(6120)), 0.001);
    record.started_at = 6000;
    record.last_minute = 0;
    CPPUNIT_ASSERT_DOUBLES_EQUAL(3.0, requests_a_second(record, at(6010)), 0.001);
  }

  void long_texts_are_cut_between_characters() {
    Scoreboard board;
    string text;
    for (int i = 0; i < 200; ++i) text += "ü";
    board.set_host(text);
    CPPUNIT_ASSERT_EQUAL(text.substr(0, 126), string(board.record().host.data()));
    board.set_host("");
    CPPUNIT_ASSERT_EQUAL(string(), string(board.record().host.data()));
  }

  void where_no_file_can_be_made_nothing_is_counted() {
    auto board = Scoreboard::open(folder_ + "/missing/scoreboard");
    CPPUNIT_ASSERT(!board);
    CPPUNIT_ASSERT_MESSAGE(board.error().log, board.error().log.find("No such file") != string::npos);
    Scoreboard none;
    none.count_request(200, 1);
    none.enter(WorkerState::idle);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ScoreboardTest);

}  // namespace
