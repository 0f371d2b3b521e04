#include "base/scoreboard.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

using namespace certportal;

namespace {

constexpr int kSlots = 1024;

class ScoreboardTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ScoreboardTest);
  CPPUNIT_TEST(worker_is_seen_with_what_it_does);
  CPPUNIT_TEST(each_worker_has_a_slot_of_its_own);
  CPPUNIT_TEST(workers_that_start_together_are_all_seen);
  CPPUNIT_TEST(killed_worker_is_not_alive_and_its_slot_goes_to_the_next);
  CPPUNIT_TEST(next_worker_counts_on_so_that_sums_never_fall);
  CPPUNIT_TEST(requests_are_counted_by_status_and_duration);
  CPPUNIT_TEST(rate_is_that_of_the_last_minute);
  CPPUNIT_TEST(long_and_hostile_texts_are_cut);
  CPPUNIT_TEST(reading_does_not_cost_a_worker_its_slot);
  CPPUNIT_TEST(older_layout_is_replaced_and_who_uses_it_goes_on);
  CPPUNIT_TEST(newer_layout_is_left_alone);
  CPPUNIT_TEST(foreign_and_broken_files_are_replaced);
  CPPUNIT_TEST(reader_does_not_wait_for_a_fifo);
  CPPUNIT_TEST(full_scoreboard_refuses);
  CPPUNIT_TEST(missing_folder_is_refused_and_the_worker_counts_unseen);
  CPPUNIT_TEST(readers_see_whole_records_only);
  CPPUNIT_TEST_SUITE_END();

  std::string dir_, path_;

 public:
  void setUp() override {
    char dir[] = "/tmp/scoreboard-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(dir));
    dir_ = dir;
    path_ = dir_ + "/scoreboard";
  }
  void tearDown() override { std::filesystem::remove_all(dir_); }

  Scoreboard opened() const {
    auto board = Scoreboard::open(path_);
    CPPUNIT_ASSERT_MESSAGE(board ? "" : board.error().log, board.ok());
    return std::move(*board);
  }

  std::vector<WorkerView> read() const {
    auto views = read_scoreboard(path_);
    CPPUNIT_ASSERT_MESSAGE(views ? "" : views.error().log, views.ok());
    return *views;
  }

  // Of a layout that has the place of ours.
  void write_layout(std::uint64_t layout) const {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(8);
    file.write(reinterpret_cast<const char*>(&layout), sizeof layout);
  }

  // Runs `work` in a process that is killed afterwards.
  template <class Work>
  static void in_killed_process(Work work) {
    pid_t child = fork();
    if (child == 0) {
      work();
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CPPUNIT_ASSERT(WIFSIGNALED(status));
  }

  void worker_is_seen_with_what_it_does() {
    Scoreboard board = opened();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read().size());
    board.set_host("unix:/run/db.sock");
    board.enter(WorkerState::busy);
    WorkerView seen = read().front();
    CPPUNIT_ASSERT(seen.is_alive);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{getpid()}, seen.record.pid);
    CPPUNIT_ASSERT(seen.record.state == WorkerState::busy);
    CPPUNIT_ASSERT_EQUAL(std::string("unix:/run/db.sock"), std::string(seen.record.host.data()));
    CPPUNIT_ASSERT(seen.record.resident_bytes > 1 << 20);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, seen.record.total.workers);
  }

  void each_worker_has_a_slot_of_its_own() {
    Scoreboard first = opened(), second = opened();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, read().size());
    for (const WorkerView& view : read()) CPPUNIT_ASSERT(view.is_alive);
  }

  // Whether the file is missing, or one of an older layout.
  void workers_that_start_together_are_all_seen() {
    for (int round = 0; round < 40; ++round) {
      if (round % 2 == 0) std::filesystem::remove(path_);
      if (round % 2 == 1) write_layout(0);
      int gate[2], ready[2];
      CPPUNIT_ASSERT(pipe(gate) == 0 && pipe(ready) == 0);
      pid_t children[6];
      for (pid_t& child : children) {
        if ((child = fork()) != 0) continue;
        char byte;
        close(gate[1]);
        (void)!::read(gate[0], &byte, 1);  // until the parent closes it
        auto board = Scoreboard::open(path_);
        (void)!::write(ready[1], board ? "+" : "-", 1);
        pause();
      }
      close(gate[1]);
      char answers[std::size(children) + 1] = {};
      for (std::size_t i = 0; i < std::size(children); ++i) CPPUNIT_ASSERT(::read(ready[0], &answers[i], 1) == 1);
      auto views = read();
      for (pid_t child : children) {
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
      }
      for (int end : {gate[0], ready[0], ready[1]}) close(end);
      CPPUNIT_ASSERT_EQUAL(std::string("++++++"), std::string(answers));
      CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{6}, std::count_if(views.begin(), views.end(),
                                                            [](const WorkerView& view) { return view.is_alive; }));
    }
  }

  void killed_worker_is_not_alive_and_its_slot_goes_to_the_next() {
    in_killed_process([this] { opened().enter(WorkerState::busy); });
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read().size());
    CPPUNIT_ASSERT(!read().front().is_alive);
    Scoreboard board = opened();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read().size());
    CPPUNIT_ASSERT(read().front().is_alive);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{getpid()}, read().front().record.pid);
  }

  void next_worker_counts_on_so_that_sums_never_fall() {
    for (int i = 0; i < 3; ++i)
      in_killed_process([this] {
        Scoreboard board = opened();
        board.count_request(200, 1000);
        board.enter(WorkerState::idle);
      });
    Scoreboard board = opened();
    const WorkerRecord seen = read().front().record;
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{3}, seen.total.requests[2]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{3000}, seen.total.microseconds);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, seen.total.workers);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, seen.requests);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{3}, board.inherited().requests[2]);
  }

  void requests_are_counted_by_status_and_duration() {
    Scoreboard board;
    for (int status : {200, 204, 303, 404, 503, 0, 999}) board.count_request(status, 5000);
    board.count_request(200, 5001);
    board.count_request(200, 60'000'000);
    const WorkerCounters& total = board.record().total;
    const std::array<std::uint64_t, 6> requests = {0, 0, 4, 1, 1, 3};
    CPPUNIT_ASSERT(requests == total.requests);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{7}, total.durations[0]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, total.durations[1]);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, total.durations.back());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{9}, board.record().requests);
  }

  void rate_is_that_of_the_last_minute() {
    struct Case {
      std::int64_t now, started_at;
      double rate;
    };
    // Minute 100 had 60 requests so far, the one before it 120.
    for (const Case& each : {Case{6030, 0, (120 * 0.5 + 60) / 60},  // half of each
                             Case{6090, 0, 60 * 0.5 / 60},          // silent since a minute began
                             Case{6200, 0, 0.0},                    // silent for longer
                             Case{6020, 6000, 180 / 20.0},          // young: since its start
                             Case{6000, 6000, 180.0}}) {            // in its first second
      WorkerRecord record{};
      record.minute = 100;
      record.this_minute = 60;
      record.last_minute = 120;
      record.started_at = each.started_at;
      CPPUNIT_ASSERT_DOUBLES_EQUAL(each.rate, requests_a_second(record, Time(Seconds(each.now))), 1e-9);
    }
  }

  void long_and_hostile_texts_are_cut() {
    Scoreboard board;
    const WorkerRecord& record = board.record();
    std::string umlauts;
    for (int i = 0; i < 200; ++i) umlauts += "\xc3\xbc";
    board.set_error(Time(Seconds(5)), umlauts);
    CPPUNIT_ASSERT_EQUAL(umlauts.substr(0, 254), std::string(record.error.data()));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, record.error_at);
    board.set_error(Time(Seconds(6)), "two\nlines \xff");
    CPPUNIT_ASSERT_EQUAL(std::string("two lines ?"), std::string(record.error.data()));
    board.set_host(std::string(500, 'x'));
    CPPUNIT_ASSERT_EQUAL(std::string(127, 'x'), std::string(record.host.data()));
    board.set_host("");
    CPPUNIT_ASSERT_EQUAL(std::string(), std::string(record.host.data()));
  }

  void reading_does_not_cost_a_worker_its_slot() {
    Scoreboard first = opened();
    CPPUNIT_ASSERT(read().front().is_alive);
    CPPUNIT_ASSERT(read().front().is_alive);
    Scoreboard second = opened();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, read().size());
  }

  void older_layout_is_replaced_and_who_uses_it_goes_on() {
    Scoreboard old = opened();
    write_layout(0);
    CPPUNIT_ASSERT(!read_scoreboard(path_).ok());
    Scoreboard board = opened();
    old.count_request(200, 1);
    old.enter(WorkerState::busy);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read().size());
    CPPUNIT_ASSERT(read().front().record.state == WorkerState::idle);
  }

  void newer_layout_is_left_alone() {
    { Scoreboard board = opened(); }
    write_layout(99);
    auto board = Scoreboard::open(path_);
    CPPUNIT_ASSERT(!board.ok());
    CPPUNIT_ASSERT(board.error().log.find("newer version") != std::string::npos);
    CPPUNIT_ASSERT(!read_scoreboard(path_).ok());
  }

  void foreign_and_broken_files_are_replaced() {
    for (const std::string& content : {std::string(), std::string("certport"), std::string(5000, 'x')}) {
      std::ofstream(path_) << content;
      CPPUNIT_ASSERT(!read_scoreboard(path_).ok());
      Scoreboard board = opened();
      CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read().size());
    }
    std::filesystem::resize_file(path_, 3000);  // cut
    CPPUNIT_ASSERT(!read_scoreboard(path_).ok());
    Scoreboard board = opened();
    struct stat status {};
    CPPUNIT_ASSERT_EQUAL(0, stat(path_.c_str(), &status));
    CPPUNIT_ASSERT_EQUAL(mode_t{0}, status.st_mode & S_IRWXO);
  }

  void reader_does_not_wait_for_a_fifo() {
    CPPUNIT_ASSERT_EQUAL(0, mkfifo(path_.c_str(), 0600));
    CPPUNIT_ASSERT(!read_scoreboard(path_).ok());
  }

  void full_scoreboard_refuses() {
    std::vector<Scoreboard> boards;
    for (int i = 0; i < kSlots - 1; ++i) {
      auto board = Scoreboard::open(path_);
      if (!board) break;  // a bound of open files
      boards.push_back(std::move(*board));
    }
    if (boards.size() + 1 < kSlots) return;
    Scoreboard last = opened();
    auto refused = Scoreboard::open(path_);
    CPPUNIT_ASSERT(!refused.ok());
    CPPUNIT_ASSERT(refused.error().log.find("all slots are taken") != std::string::npos);
  }

  void missing_folder_is_refused_and_the_worker_counts_unseen() {
    auto refused = Scoreboard::open(dir_ + "/missing/scoreboard");
    CPPUNIT_ASSERT(!refused.ok());
    CPPUNIT_ASSERT(refused.error().log.find("No such file or directory") != std::string::npos);
    Scoreboard board;
    board.count_request(200, 1);
    board.enter(WorkerState::idle);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, board.record().requests);
  }

  void readers_see_whole_records_only() {
    { Scoreboard board = opened(); }
    pid_t writer = fork();
    if (writer == 0) {
      alarm(30);
      Scoreboard board = opened();
      for (unsigned i = 0;; ++i) {
        board.record().requests = i;
        board.record().total.errors = i;  // at the record's end
        board.enter(WorkerState::idle);
        if (i % 16 == 0) usleep(1);  // a reader gives up on one who never rests
      }
    }
    for (int i = 0; i < 2000; ++i) {
      const WorkerRecord seen = read().front().record;
      if (seen.requests != seen.total.errors) kill(writer, SIGKILL);
      CPPUNIT_ASSERT_EQUAL(seen.requests, seen.total.errors);
    }
    kill(writer, SIGKILL);
    waitpid(writer, nullptr, 0);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ScoreboardTest);

}  // namespace
