#include "portal/metrics.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace certportal;
using namespace certportal::portal;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class MetricsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MetricsTest);
  CPPUNIT_TEST(family_comes_before_its_samples);
  CPPUNIT_TEST(values_of_labels_are_escaped);
  CPPUNIT_TEST(dead_workers_count_in_sums_alone);
  CPPUNIT_TEST(buckets_are_cumulative);
  CPPUNIT_TEST(without_a_database_only_that_is_said);
  CPPUNIT_TEST(installation_is_told_in_numbers);
  CPPUNIT_TEST_SUITE_END();

 public:
  static WorkerView worker(bool is_alive) {
    WorkerView view{WorkerRecord{}, is_alive};
    view.record.state = WorkerState::busy;
    view.record.resident_bytes = 1000;
    view.record.host = {'d', 'b', ':', '1'};
    view.record.total.requests[2] = 10;
    view.record.total.durations[0] = 7;
    view.record.total.durations[2] = 2;
    view.record.total.durations.back() = 1;
    view.record.total.microseconds = 1'500'000;
    view.record.total.statements = 30;
    return view;
  }

  static std::string host_text() {
    MetricsText text;
    add_host(text, {worker(true), worker(false)}, 4);
    return text.text();
  }

  void family_comes_before_its_samples() {
    MetricsText text;
    text.family("certportal_x", "gauge", "What it is.");
    text.sample(0.25);
    text.sample({{"a", "b"}, {"c", "d"}}, 3);
    CPPUNIT_ASSERT_EQUAL(std::string("# HELP certportal_x What it is.\n# TYPE certportal_x gauge\n"
                                     "certportal_x 0.25\ncertportal_x{a=\"b\",c=\"d\"} 3\n"),
                         text.text());
  }

  void values_of_labels_are_escaped() {
    MetricsText text;
    text.family("certportal_x", "gauge", "What it is.");
    text.sample({{"a", "q\" b\\ n\n"}}, 1);
    CPPUNIT_ASSERT(text.text().ends_with("certportal_x{a=\"q\\\" b\\\\ n\\n\"} 1\n"));
  }

  void dead_workers_count_in_sums_alone() {
    std::string text = host_text();
    for (const char* line :
         {"\ncertportal_requests_total{class=\"2xx\"} 20\n", "\ncertportal_database_statements_total 60\n",
          "\ncertportal_workers{state=\"idle\"} 0\n", "\ncertportal_workers{state=\"busy\"} 1\n",
          "\ncertportal_workers_wanted 4\n", "\ncertportal_workers_resident_bytes 1000\n",
          "\ncertportal_database_workers{host=\"db:1\"} 1\n"})
      CPPUNIT_ASSERT_MESSAGE(line, contains(text, line));
  }

  void buckets_are_cumulative() {
    std::string text = host_text(), name = "\ncertportal_request_duration_seconds";
    for (const char* line : {"_bucket{le=\"0.005\"} 14\n", "_bucket{le=\"0.01\"} 14\n", "_bucket{le=\"0.025\"} 18\n",
                             "_bucket{le=\"5\"} 18\n", "_bucket{le=\"+Inf\"} 20\n", "_sum 3\n", "_count 20\n"})
      CPPUNIT_ASSERT_MESSAGE(line, contains(text, name + line));
  }

  void without_a_database_only_that_is_said() {
    MetricsText text;
    add_installation(text, nullptr, Time{});
    CPPUNIT_ASSERT(text.text().ends_with("certportal_database_up 0\n"));
  }

  void installation_is_told_in_numbers() {
    store::Operation operation;
    operation.outbox.waiting = 2;
    operation.outbox.oldest = Time(Seconds(900));
    operation.orders["submitted"] = 5;
    operation.warnings.push_back({{"crl_old", "local", "the text", "the cure"}, Time(Seconds(800))});
    operation.crls.push_back({"local", Time(Seconds(100)), Time(Seconds(5000))});
    MetricsText text;
    add_installation(text, &operation, Time(Seconds(1000)));
    for (const char* line :
         {"\ncertportal_database_up 1\n", "\ncertportal_outbox_waiting 2\n", "\ncertportal_outbox_oldest_seconds 100\n",
          "\ncertportal_orders{state=\"submitted\"} 5\n", "\ncertportal_orders{state=\"failed\"} 0\n",
          "\ncertportal_warnings 1\n", "\ncertportal_jobs_seen_timestamp_seconds 0\n",
          "\ncertportal_warning_since_timestamp_seconds{kind=\"crl_old\",subject=\"local\"} 800\n",
          "\ncertportal_crl_ends_timestamp_seconds{issuer=\"local\"} 5000\n"})
      CPPUNIT_ASSERT_MESSAGE(line, contains(text.text(), line));
    CPPUNIT_ASSERT(!contains(text.text(), "the text"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MetricsTest);

}  // namespace
