// Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certportal::portal {

inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

class MetricsText {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  // Begins a family; its samples follow. `type` is counter, gauge or histogram.
  void family(std::string_view name, std::string_view type, std::string_view help);

  // `suffix` is for histograms: _bucket, _sum, _count.
  void sample(std::string_view suffix, const Labels& labels, double value);
  template <std::integral Integer>
  void sample(std::string_view suffix, const Labels& labels, Integer value) {
    append(suffix, labels, std::to_string(value));
  }
  template <class Number>
  void sample(const Labels& labels, Number value) {
    sample("", labels, value);
  }
  template <class Number>
  void sample(Number value) {
    sample("", {}, value);
  }

  const std::string& text() const { return text_; }

 private:
  void append(std::string_view suffix, const Labels& labels, std::string_view value);

  std::string text_;
  std::string name_;  // of the family
};

std::string metrics_number(double value);  // the shortest that reads back the same

}  // namespace certportal::portal
