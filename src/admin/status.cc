#include "admin/status.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>

namespace certportal::admin {
namespace {

Time time_of(std::int64_t seconds) { return Time(Seconds(seconds)); }

Cell text_or_nothing(const char* text) { return *text == '\0' ? Cell(nullptr) : Cell(text); }

std::string age(std::int64_t since, Time now) {
  return std::to_string(std::max<std::int64_t>(0, (now - time_of(since)).count())) + " s";
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + (1 << 19)) >> 20) + " MB"; }

double one_decimal(double number) { return std::round(number * 10) / 10; }

std::vector<Cell> row_for_programs(const WorkerRecord& record, Time now) {
  const bool has_error = record.error.front() != '\0';
  return {record.pid,
          std::string(name(record.state)),
          to_iso(time_of(record.since)),
          to_iso(time_of(record.started_at)),
          record.requests,
          one_decimal(requests_a_second(record, now)),
          record.resident_bytes,
          text_or_nothing(record.host.data()),
          text_or_nothing(record.error.data()),
          has_error ? Cell(to_iso(time_of(record.error_at))) : Cell(nullptr)};
}

std::vector<Cell> row_for_people(const WorkerRecord& record, Time now) {
  Cell error = nullptr;
  if (record.error.front() != '\0') error = age(record.error_at, now) + " ago: " + record.error.data();
  return {record.pid,
          std::string(name(record.state)),
          age(record.since, now),
          record.requests,
          one_decimal(requests_a_second(record, now)),
          megabytes(record.resident_bytes),
          text_or_nothing(record.host.data()),
          error};
}

}  // namespace

Table table_of_workers(const std::vector<WorkerView>& workers, Time now, bool for_programs) {
  Table table(for_programs
                  ? std::vector<std::string>{"pid", "state", "since", "started_at", "requests", "requests_per_second",
                                             "memory_bytes", "database_host", "last_error", "last_error_at"}
                  : std::vector<std::string>{"pid", "state", "since", "requests", "requests/s", "memory",
                                             "database_host", "last_error"});
  for (const WorkerView& worker : workers)
    if (worker.is_alive)
      table.add(for_programs ? row_for_programs(worker.record, now) : row_for_people(worker.record, now));
  return table;
}

int show_status(const Config& config, const Options& options) {
  auto workers = read_scoreboard(scoreboard_path(config));
  if (!workers) return fail(workers.error().log + ": no worker of this version has run here, or none can write there");
  bool as_json = options.has("--json");
  bool is_idle_host =
      std::none_of(workers->begin(), workers->end(), [](const auto& worker) { return worker.is_alive; });
  if (is_idle_host && !as_json) std::cout << "no worker runs\n";
  auto real_now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  table_of_workers(*workers, real_now, as_json).print(std::cout, as_json);
  return kDone;
}

}  // namespace certportal::admin
