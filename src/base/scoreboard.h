// What the workers of this host do: a slot for each in one small file that all of them share, `run_dir/scoreboard`. A
// slot is locked as long as its worker lives, however it ends; the next worker goes on with its counters, so that their
// sums over all slots never fall. Writing costs no system call.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"

namespace certportal {

// Upper bounds of the ranges of durations, in seconds.
inline constexpr std::array<double, 10> kDurationBounds = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

// Of a slot, over all workers that have had it. Plain numbers only, as in WorkerRecord: they lie in shared memory.
struct WorkerCounters {
  std::uint64_t workers;                                            // that have had the slot
  std::array<std::uint64_t, 6> requests;                            // by the first digit of the status; 0 is not used
  std::array<std::uint64_t, kDurationBounds.size() + 1> durations;  // requests in each range, the last above all bounds
  std::uint64_t microseconds;                                       // of all requests together
  std::uint64_t statements, transactions, conflicts, connects, failures;  // of the database: store/database.h
  std::uint64_t errors;                                                   // logged
};

enum class WorkerState : std::uint32_t { idle, busy };
std::string_view name(WorkerState state);  // "idle"

struct WorkerRecord {
  std::int64_t pid;
  std::int64_t started_at, since, error_at;  // seconds since 1970, of the system's clock; since: in this state
  WorkerState state;
  std::uint32_t this_minute, last_minute;  // requests in `minute` and the one before
  std::int64_t minute;                     // minutes since 1970
  std::uint64_t requests;                  // of this worker
  std::uint64_t resident_bytes;            // its memory at `memory_at`
  std::int64_t memory_at;
  std::array<char, 128> host;   // of the database, "" if not connected; ends with NUL, as does `error`
  std::array<char, 256> error;  // the last one logged
  WorkerCounters total;
};

std::string scoreboard_path(const Config& config);

struct ScoreboardSlot;

// A worker's own slot. Movable only.
class Scoreboard {
 public:
  // Claims a free slot. A file of an older layout is replaced; workers that still use it go on with it. Errors
  // (invalid, text in log): the file cannot be made or mapped, is of a newer layout, or all slots are taken.
  static Result<Scoreboard> open(const std::string& path);

  // Without a slot, for a host where open() failed: nobody sees what it counts.
  Scoreboard();
  Scoreboard(Scoreboard&& other) noexcept;
  Scoreboard& operator=(Scoreboard&& other) noexcept;
  ~Scoreboard();

  // This worker's; the state is seen by others at once, the rest with the next change of the state.
  WorkerRecord& record() { return record_; }
  const WorkerCounters& inherited() const { return inherited_; }  // what `total` began with

  void enter(WorkerState state);
  void count_request(int status, std::uint64_t microseconds);
  void set_host(std::string_view host);
  void set_error(Time at, std::string_view text);

 private:
  void publish();

  WorkerRecord record_{};
  WorkerCounters inherited_{};
  int file_ = -1;
  void* page_ = nullptr;
  ScoreboardSlot* slot_ = nullptr;
};

struct WorkerView {
  WorkerRecord record;
  bool is_alive;
};

// Every slot that ever had a worker, in the file's order. Errors (invalid, text in log): there is no such file, it
// cannot be read, or it is of another layout.
Result<std::vector<WorkerView>> read_scoreboard(const std::string& path);

// Over the last minute, or since the worker started.
double requests_a_second(const WorkerRecord& record, Time now);

// Of this process.
std::uint64_t resident_bytes();

}  // namespace certportal
