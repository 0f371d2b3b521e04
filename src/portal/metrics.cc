#include "portal/metrics.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/broken.h"
#include "base/log.h"
#include "model/order.h"

namespace certportal::portal {
namespace {

// A counter of every slot, living or not: so the sum never falls.
std::uint64_t sum(const std::vector<WorkerView>& workers, std::uint64_t WorkerCounters::*counter) {
  std::uint64_t all = 0;
  for (const WorkerView& worker : workers) all += worker.record.total.*counter;
  return all;
}

void add_requests(MetricsText& text, const std::vector<WorkerView>& workers) {
  text.family("certportal_requests_total", "counter", "Requests answered, by the class of their status.");
  for (std::size_t digit = 1; digit <= 5; ++digit) {
    std::uint64_t count = 0;
    for (const WorkerView& worker : workers) count += worker.record.total.requests[digit];
    text.sample({{"class", std::to_string(digit) + "xx"}}, count);
  }
}

void add_durations(MetricsText& text, const std::vector<WorkerView>& workers) {
  text.family("certportal_request_duration_seconds", "histogram", "Time that a worker took to answer a request.");
  std::uint64_t count = 0;
  for (std::size_t i = 0; i <= kDurationBounds.size(); ++i) {
    for (const WorkerView& worker : workers) count += worker.record.total.durations[i];
    text.sample("_bucket", {{"le", i < kDurationBounds.size() ? metrics_number(kDurationBounds[i]) : "+Inf"}}, count);
  }
  text.sample("_sum", {}, static_cast<double>(sum(workers, &WorkerCounters::microseconds)) / 1e6);
  text.sample("_count", {}, count);
}

void add_workers(MetricsText& text, const std::vector<WorkerView>& workers, long wanted) {
  std::uint64_t by_state[2] = {}, memory = 0, highest = 0;
  for (const WorkerView& worker : workers) {
    if (!worker.is_alive) continue;
    ++by_state[worker.record.state == WorkerState::busy];
    memory += worker.record.resident_bytes;
    highest = std::max(highest, worker.record.resident_bytes);
  }
  text.family("certportal_workers", "gauge", "Workers that live; the one that answers this counts as idle.");
  for (WorkerState state : {WorkerState::idle, WorkerState::busy})
    text.sample({{"state", std::string(name(state))}}, by_state[state == WorkerState::busy]);
  text.family("certportal_workers_wanted", "gauge", "Workers that the configuration wants.");
  text.sample(wanted);
  text.family("certportal_workers_started_total", "counter", "Workers started.");
  text.sample(sum(workers, &WorkerCounters::workers));
  text.family("certportal_workers_resident_bytes", "gauge", "Memory of all workers; what they share counts in each.");
  text.sample(memory);
  text.family("certportal_worker_resident_bytes_highest", "gauge", "Memory of the largest worker.");
  text.sample(highest);
  text.family("certportal_logged_errors_total", "counter", "Errors in the log of the workers.");
  text.sample(sum(workers, &WorkerCounters::errors));
}

void add_database(MetricsText& text, const std::vector<WorkerView>& workers) {
  struct Row {
    const char* name;
    const char* help;
    std::uint64_t WorkerCounters::*counter;
  };
  constexpr Row kRows[] = {
      {"statements", "Statements run.", &WorkerCounters::statements},
      {"transactions", "Transactions committed.", &WorkerCounters::transactions},
      {"conflicts", "Transactions done again or given up after a conflict.", &WorkerCounters::conflicts},
      {"connects", "Connections made.", &WorkerCounters::connects},
      {"failures", "Connections lost, and database hosts that could not be used.", &WorkerCounters::failures},
  };
  for (const Row& row : kRows) {
    text.family("certportal_database_" + std::string(row.name) + "_total", "counter", row.help);
    text.sample(sum(workers, row.counter));
  }
  std::map<std::string, std::uint64_t> hosts;
  for (const WorkerView& worker : workers)
    if (worker.is_alive && worker.record.host.front() != '\0') ++hosts[worker.record.host.data()];
  text.family("certportal_database_workers", "gauge", "Workers connected to a database host.");
  for (const auto& [host, count] : hosts) text.sample({{"host", host}}, count);
}

std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

void add_outbox(MetricsText& text, const model::OutboxFacts& outbox, Time now) {
  text.family("certportal_outbox_waiting", "gauge", "Mails that wait to be sent.");
  text.sample(outbox.waiting);
  text.family("certportal_outbox_refused", "gauge", "Of these, refused by sendmail at least once.");
  text.sample(outbox.refused);
  text.family("certportal_outbox_given_up", "gauge", "Mails given up of late.");
  text.sample(outbox.given_up);
  text.family("certportal_outbox_oldest_seconds", "gauge", "So long the oldest mail has waited.");
  text.sample(outbox.oldest ? std::max<std::int64_t>(0, (now - *outbox.oldest).count()) : 0);
}

void add_orders(MetricsText& text, const std::map<std::string, std::uint64_t>& orders) {
  using enum model::OrderState;
  text.family("certportal_orders", "gauge", "Open orders, by state.");
  for (model::OrderState state : {submitted, approved, issuing, failed}) {
    auto found = orders.find(std::string(model::name(state)));
    text.sample({{"state", std::string(model::name(state))}}, found == orders.end() ? 0 : found->second);
  }
}

void add_warnings(MetricsText& text, const store::Operation& operation) {
  text.family("certportal_warnings", "gauge", "Warnings that an operator must act on; certportal doctor tells them.");
  text.sample(operation.warnings.size());
  text.family("certportal_warning_since_timestamp_seconds", "gauge", "When a warning began, in seconds since 1970.");
  for (const store::StandingWarning& each : operation.warnings)
    text.sample({{"kind", each.warning.kind}, {"subject", each.warning.subject}}, seconds_of(each.since));
  text.family("certportal_jobs_seen_timestamp_seconds", "gauge",
              "When jobs was last at work, in seconds since 1970; 0: never.");
  text.sample(operation.jobs_seen_at ? seconds_of(*operation.jobs_seen_at) : 0);
  text.family("certportal_crl_made_timestamp_seconds", "gauge", "When the latest CRL was made, in seconds since 1970.");
  for (const model::CrlFacts& crl : operation.crls) text.sample({{"issuer", crl.issuer}}, seconds_of(crl.made_at));
  text.family("certportal_crl_ends_timestamp_seconds", "gauge", "When the latest CRL ends, in seconds since 1970.");
  for (const model::CrlFacts& crl : operation.crls) text.sample({{"issuer", crl.issuer}}, seconds_of(crl.ends_at));
}

std::optional<store::Operation> read_operation(Portal& portal, Time now) {
  try {
    return store::read_operation(portal.database, now);
  } catch (const Unavailable& problem) {
    log_warning("metrics: " + std::string(problem.what()));
    return std::nullopt;
  }
}

}  // namespace

bool asks_for_metrics(const http::ParameterLookup& parameter) {
  const char* said = parameter("CERTPORTAL_METRICS");
  return said && std::string_view(said) == "1";
}

void add_host(MetricsText& text, const std::vector<WorkerView>& workers, long wanted_workers) {
  add_requests(text, workers);
  add_durations(text, workers);
  add_workers(text, workers, wanted_workers);
  add_database(text, workers);
}

void add_installation(MetricsText& text, const store::Operation* operation, Time now) {
  text.family("certportal_database_up", "gauge", "1: the database answers, else 0.");
  text.sample(operation ? 1 : 0);
  if (!operation) return;
  add_outbox(text, operation->outbox, now);
  add_orders(text, operation->orders);
  add_warnings(text, *operation);
}

http::Response show_metrics(Portal& portal) {
  MetricsText text;
  auto workers = read_scoreboard(scoreboard_path(portal.config));
  text.family("certportal_scoreboard_up", "gauge", "1: the workers of this host can be seen, else 0.");
  text.sample(workers.ok() ? 1 : 0);
  if (workers) add_host(text, *workers, portal.config.number("workers"));
  Time asked_at = now();
  auto operation = read_operation(portal, asked_at);
  add_installation(text, operation ? &*operation : nullptr, asked_at);
  http::Response response = http::text(200, text.text());
  response.set_header("Content-Type", kMetricsType);
  return response;
}

}  // namespace certportal::portal
