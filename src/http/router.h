// Which row of the table of routes a path belongs to. Knows nothing of handlers.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certportal::http {

inline constexpr std::size_t kMaximumCaptures = 4;

struct RouteMatch {
  enum class Kind { found, not_found, method_not_allowed };
  struct Capture {
    std::string_view name;   // lives as long as the router
    std::string_view value;  // a view into the path, never empty
  };

  Kind kind = Kind::not_found;
  std::size_t row = 0;  // index in the order of add(); valid for found
  std::array<Capture, kMaximumCaptures> captures = {};
  std::size_t capture_count = 0;
  std::string allow;  // for method_not_allowed: the value of the Allow header

  std::string_view capture(std::string_view name) const;  // "" if the pattern has none of that name
};

class Router {
 public:
  // Adds a row; its index is the number of rows before it. `methods` is "GET" or "GET POST"; GET brings HEAD along.
  // A segment of `pattern` is a literal, ":name" (any non-empty segment) or ":name.ext" (one that ends in ".ext").
  // The same pattern may stand in several rows with different methods. A malformed or doubled row throws
  // std::logic_error.
  void add(std::string_view methods, std::string_view pattern);

  // Of several patterns that fit, the one with the literal at the first difference wins, whatever its methods.
  // A slash at the end, or two in a row, is not found; nor is a segment "." or "..", which nothing on the way here
  // resolved (RFC 3986 5.2.4), and which would else be a capture's value.
  RouteMatch match(std::string_view method, std::string_view path) const;

  std::size_t size() const { return rows_; }

 private:
  struct Segment {
    std::string literal;  // the whole segment, or what follows the capture
    std::string capture;  // "" for a literal
  };
  struct Method {
    std::string name;
    std::size_t row;
  };
  struct Pattern {
    std::string text;
    std::vector<Segment> segments;
    std::vector<Method> methods;
  };

  static std::vector<Segment> parse_pattern(std::string_view pattern);
  static bool is_more_specific(const Pattern& a, const Pattern& b);
  static bool fits(const Pattern& pattern, const std::string_view* segments, RouteMatch& match);
  static void choose_method(const Pattern& pattern, std::string_view method, RouteMatch& match);
  Pattern& pattern_for(std::string_view text);

  std::size_t rows_ = 0;
  std::vector<std::vector<Pattern>> by_length_;  // [number of segments], most specific first
};

}  // namespace certportal::http
