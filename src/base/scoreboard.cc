// The file begins with a slot's length of header. A slot is written under a sequence number that is odd meanwhile, so
// that a reader gets whole records without a lock.
#include "base/scoreboard.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <type_traits>
#include <utility>

#include "base/text.h"

namespace certportal {

static_assert(std::is_trivially_copyable_v<WorkerRecord>);

struct alignas(1024) ScoreboardSlot {
  std::atomic<std::uint64_t> sequence;  // 0: never used
  WorkerRecord record;
};
static_assert(sizeof(ScoreboardSlot) == 1024);

namespace {

struct Header {
  char magic[8];
  std::uint64_t layout;
};
constexpr Header kHeader = {{'c', 'e', 'r', 't', 'p', 'o', 'r', 't'},
                            1};  // layout: one more with each change of a slot

constexpr std::size_t kSlots = 1024;  // twice the most workers of a host: a reload starts the new ones first
constexpr std::size_t kSlotSize = sizeof(ScoreboardSlot);
constexpr std::size_t kFileSize = (1 + kSlots) * kSlotSize;
constexpr std::size_t kPageSize = 4096;
constexpr int kTries = 100;

std::int64_t real_seconds() {
  return std::chrono::floor<Seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
}

Error refuse(const std::string& path, const std::string& why) {
  return Error{Code::invalid, "", "scoreboard " + path + ": " + why};
}

off_t place_of(std::size_t slot) { return static_cast<off_t>((1 + slot) * kSlotSize); }

struct flock lock_of(std::size_t slot, short type) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = place_of(slot);
  lock.l_len = kSlotSize;
  return lock;
}

// Locks of the open file, not of the process: a worker that also reads the scoreboard would lose its own by closing it.
bool take(int file, std::size_t slot) {
  struct flock lock = lock_of(slot, F_WRLCK);
  return fcntl(file, F_OFD_SETLK, &lock) == 0;
}

bool is_taken(int file, std::size_t slot) {
  struct flock lock = lock_of(slot, F_RDLCK);  // the reader's file is open for reading only
  return fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

// The layout of an open file; 0 for what is none of ours.
std::uint64_t layout_of(int file) {
  Header header = {};
  bool is_ours = pread(file, &header, sizeof header, 0) == ssize_t{sizeof header} &&
                 std::memcmp(header.magic, kHeader.magic, sizeof header.magic) == 0;
  if (!is_ours) return 0;
  struct stat status = {};
  bool is_whole = fstat(file, &status) == 0 && status.st_size == static_cast<off_t>(kFileSize);
  return header.layout != kHeader.layout || is_whole ? header.layout : 0;
}

// Under a name of its own, then in the place of `path`, so that it is never half made. Its room on the disk is taken
// now: a write to mapped memory that finds none would end the worker.
Result<void> make_file(const std::string& path) {
  const std::string fresh = path + "." + std::to_string(getpid());
  int file = open(fresh.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (file < 0) return refuse(path, std::strerror(errno));
  int problem = posix_fallocate(file, 0, kFileSize);
  if (problem == 0 && pwrite(file, &kHeader, sizeof kHeader, 0) != ssize_t{sizeof kHeader}) problem = errno;
  if (problem == 0 && rename(fresh.c_str(), path.c_str()) != 0) problem = errno;
  close(file);
  if (problem == 0) return {};
  unlink(fresh.c_str());
  return refuse(path, std::strerror(problem));
}

// Makes the file where there is none of this layout: under a lock on its folder, for of workers that start together one
// may do so, lest the others stay with a file that nobody reads.
Result<void> make_file_once(const std::string& path) {
  const int folder = open(path.substr(0, path.rfind('/')).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return refuse(path, std::strerror(errno));
  flock(folder, LOCK_EX);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  const bool is_made = file >= 0 && layout_of(file) == kHeader.layout;
  if (file >= 0) close(file);
  auto made = is_made ? Result<void>() : make_file(path);
  close(folder);
  return made;
}

// The first free slot, locked; kSlots if there is none.
std::size_t take_any(int file) {
  std::size_t slot = 0;
  while (slot < kSlots && !take(file, slot)) ++slot;
  return slot;
}

void copy_text(std::string_view text, char* to, std::size_t size) {
  std::string line = one_line(text, size - 1);
  std::string_view fitting = line;
  while (fitting.size() >= size) fitting = first_code_points(fitting, count_code_points(fitting) - 1);
  std::memset(to, 0, size);
  std::memcpy(to, fitting.data(), fitting.size());
}

// A writer that lost the processor while it wrote is waited for; one that was killed then leaves its record as it is.
WorkerRecord read_record(const ScoreboardSlot& slot) {
  WorkerRecord record{};
  for (int i = 0; i < kTries; ++i) {
    if (i > kTries / 2) usleep(10'000);
    auto before = slot.sequence.load(std::memory_order_acquire);
    record = slot.record;
    std::atomic_thread_fence(std::memory_order_acquire);
    if (before % 2 == 0 && before == slot.sequence.load(std::memory_order_relaxed)) break;
  }
  record.host.back() = record.error.back() = '\0';
  return record;
}

struct Claim {
  int file;
  std::size_t slot;
};

Result<Claim> claim_slot(const std::string& path) {
  for (int i = 0; i < kTries; ++i) {
    int file = open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    std::uint64_t layout = file < 0 ? 0 : layout_of(file);
    std::size_t slot = layout == kHeader.layout ? take_any(file) : kSlots;
    if (slot < kSlots) return Claim{file, slot};
    if (file >= 0) close(file);
    if (layout == kHeader.layout) return refuse(path, "all slots are taken");
    if (layout > kHeader.layout) return refuse(path, "it is a newer version's");
    if (auto made = make_file_once(path); !made) return made.error();
  }
  return refuse(path, "it is replaced again and again");
}

}  // namespace

std::string_view name(WorkerState state) { return state == WorkerState::busy ? "busy" : "idle"; }

std::string scoreboard_path(const Config& config) { return config.text("run_dir") + "/scoreboard"; }

Result<Scoreboard> Scoreboard::open(const std::string& path) {
  auto claim = claim_slot(path);
  if (!claim) return claim.error();
  Scoreboard board;
  board.file_ = claim->file;
  // Its own page alone: the other slots would count as memory of every worker.
  auto place = static_cast<std::size_t>(place_of(claim->slot));
  std::size_t in_page = place % kPageSize;
  void* page =
      mmap(nullptr, kPageSize, PROT_READ | PROT_WRITE, MAP_SHARED, claim->file, static_cast<off_t>(place - in_page));
  if (page == MAP_FAILED) return refuse(path, std::strerror(errno));
  board.page_ = page;
  board.slot_ = reinterpret_cast<ScoreboardSlot*>(static_cast<char*>(page) + in_page);
  board.inherited_ = read_record(*board.slot_).total;
  ++board.inherited_.workers;
  board.record_.total = board.inherited_;
  board.publish();
  return board;
}

Scoreboard::Scoreboard() {
  record_.pid = getpid();
  record_.started_at = record_.since = record_.memory_at = real_seconds();
  record_.minute = record_.since / 60;
  record_.resident_bytes = certportal::resident_bytes();
}

Scoreboard::Scoreboard(Scoreboard&& other) noexcept { *this = std::move(other); }

Scoreboard& Scoreboard::operator=(Scoreboard&& other) noexcept {
  std::swap(record_, other.record_);
  std::swap(inherited_, other.inherited_);
  std::swap(file_, other.file_);
  std::swap(page_, other.page_);
  std::swap(slot_, other.slot_);
  return *this;
}

Scoreboard::~Scoreboard() {
  if (page_) munmap(page_, kPageSize);
  if (file_ >= 0) close(file_);
}

void Scoreboard::enter(WorkerState state) {
  record_.state = state;
  record_.since = real_seconds();
  publish();
}

void Scoreboard::count_request(int status, std::uint64_t microseconds) {
  WorkerCounters& total = record_.total;
  ++record_.requests;
  ++total.requests[status >= 100 && status < 600 ? static_cast<std::size_t>(status / 100) : 5];
  auto range = std::find_if(kDurationBounds.begin(), kDurationBounds.end(),
                            [&](double bound) { return static_cast<double>(microseconds) <= bound * 1e6; });
  ++total.durations[static_cast<std::size_t>(range - kDurationBounds.begin())];
  total.microseconds += microseconds;
  std::int64_t minute = real_seconds() / 60;
  if (minute != record_.minute) {
    record_.last_minute = minute == record_.minute + 1 ? record_.this_minute : 0;
    record_.this_minute = 0;
    record_.minute = minute;
  }
  ++record_.this_minute;
}

void Scoreboard::set_host(std::string_view host) {
  if (host != record_.host.data()) copy_text(host, record_.host.data(), record_.host.size());
}

void Scoreboard::set_error(Time at, std::string_view text) {
  record_.error_at = at.time_since_epoch().count();
  copy_text(text, record_.error.data(), record_.error.size());
}

void Scoreboard::publish() {
  if (!slot_) return;
  // Odd even where the worker before was killed while it wrote.
  std::uint64_t odd = slot_->sequence.load(std::memory_order_relaxed) | 1;
  slot_->sequence.store(odd, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
  slot_->record = record_;
  slot_->sequence.store(odd + 1, std::memory_order_release);
}

Result<std::vector<WorkerView>> read_scoreboard(const std::string& path) {
  int file = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);  // never waits for a FIFO
  if (file < 0) return refuse(path, std::strerror(errno));
  void* memory = MAP_FAILED;
  std::string trouble = "it is another version's";
  if (layout_of(file) == kHeader.layout) {
    memory = mmap(nullptr, kFileSize, PROT_READ, MAP_SHARED, file, 0);
    trouble = std::strerror(errno);
  }
  if (memory == MAP_FAILED) {
    close(file);
    return refuse(path, trouble);
  }
  const auto* slots = static_cast<const ScoreboardSlot*>(memory) + 1;
  std::vector<WorkerView> views;
  for (std::size_t i = 0; i < kSlots; ++i)
    if (slots[i].sequence.load() != 0) views.push_back({read_record(slots[i]), is_taken(file, i)});
  munmap(memory, kFileSize);
  close(file);
  return views;
}

double requests_a_second(const WorkerRecord& record, Time now) {
  std::int64_t seconds = now.time_since_epoch().count();
  std::int64_t minute = seconds / 60;
  double before = minute == record.minute ? record.last_minute : minute == record.minute + 1 ? record.this_minute : 0;
  double current = minute == record.minute ? record.this_minute : 0;
  auto age = static_cast<double>(std::max<std::int64_t>(seconds - record.started_at, 1));
  if (age < 60) return (before + current) / age;
  // The last minute's requests as if they had come evenly.
  return before * static_cast<double>(60 - seconds % 60) / 3600 + current / 60;
}

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t size = 0, resident = 0;
  if (!(statm >> size >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace certportal
