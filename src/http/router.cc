// Routes in buckets by number of segments; each bucket has the most specific pattern first.
#include "http/router.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace certportal::http {
namespace {
constexpr std::size_t kMaximumSegments = 8;

std::logic_error malformed(std::string_view pattern) {
  return std::logic_error("malformed route " + std::string(pattern));
}
}  // namespace

std::string_view RouteMatch::capture(std::string_view name) const {
  for (std::size_t i = 0; i < capture_count; ++i)
    if (captures[i].name == name) return captures[i].value;
  return {};
}

std::vector<Router::Segment> Router::parse_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) throw malformed(pattern);
  std::vector<Segment> segments;
  std::size_t captures = 0;
  for (std::string_view part : split(pattern.substr(1), '/')) {
    if (part.empty() && pattern != "/") throw malformed(pattern);
    if (!part.starts_with(':')) {
      segments.push_back({std::string(part), ""});
      continue;
    }
    auto dot = std::min(part.find('.'), part.size());
    if (dot < 2 || ++captures > kMaximumCaptures) throw malformed(pattern);
    segments.push_back({std::string(part.substr(dot)), std::string(part.substr(1, dot - 1))});
  }
  if (segments.size() > kMaximumSegments) throw malformed(pattern);
  return segments;
}

// Segment by segment from the left: a literal before ":name.ext" before ":name".
bool Router::is_more_specific(const Pattern& a, const Pattern& b) {
  auto rank = [](const Segment& segment) { return segment.capture.empty() ? 0 : segment.literal.empty() ? 2 : 1; };
  for (std::size_t i = 0; i < a.segments.size(); ++i)
    if (rank(a.segments[i]) != rank(b.segments[i])) return rank(a.segments[i]) < rank(b.segments[i]);
  return false;
}

Router::Pattern& Router::pattern_for(std::string_view text) {
  auto segments = parse_pattern(text);
  by_length_.resize(std::max(by_length_.size(), segments.size() + 1));
  auto& bucket = by_length_[segments.size()];
  for (Pattern& pattern : bucket)
    if (pattern.text == text) return pattern;
  Pattern added{std::string(text), std::move(segments), {}};
  return *bucket.insert(std::upper_bound(bucket.begin(), bucket.end(), added, is_more_specific), std::move(added));
}

void Router::add(std::string_view methods, std::string_view pattern) {
  Pattern& target = pattern_for(pattern);
  for (std::string_view method : split(methods, ' ')) {
    bool is_known =
        std::any_of(target.methods.begin(), target.methods.end(), [&](const Method& m) { return m.name == method; });
    if (method.empty() || is_known) throw malformed(pattern);
    target.methods.push_back({std::string(method), rows_});
  }
  ++rows_;
}

bool Router::fits(const Pattern& pattern, const std::string_view* segments, RouteMatch& match) {
  match.capture_count = 0;
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    const Segment& want = pattern.segments[i];
    if (want.capture.empty()) {
      if (segments[i] != want.literal) return false;
      continue;
    }
    if (segments[i].size() <= want.literal.size() || !segments[i].ends_with(want.literal)) return false;
    match.captures[match.capture_count++] = {want.capture,
                                             segments[i].substr(0, segments[i].size() - want.literal.size())};
  }
  return true;
}

RouteMatch Router::match(std::string_view method, std::string_view path) const {
  RouteMatch match;
  if (!path.starts_with('/')) return match;
  std::array<std::string_view, kMaximumSegments> segments;
  std::size_t count = 0;
  for (std::string_view rest = path.substr(1);;) {
    if (count == segments.size()) return match;
    auto slash = rest.find('/');
    std::string_view segment = rest.substr(0, slash);
    if (segment == "." || segment == "..") return match;
    segments[count++] = segment;
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (count >= by_length_.size()) return match;
  const auto& bucket = by_length_[count];
  auto found =
      std::find_if(bucket.begin(), bucket.end(), [&](const Pattern& p) { return fits(p, segments.data(), match); });
  if (found == bucket.end()) {
    match.capture_count = 0;
    return match;
  }
  choose_method(*found, method, match);
  return match;
}

void Router::choose_method(const Pattern& pattern, std::string_view method, RouteMatch& match) {
  for (const Method& allowed : pattern.methods) {
    if (allowed.name == method || (allowed.name == "GET" && method == "HEAD")) {
      match.kind = RouteMatch::Kind::found;
      match.row = allowed.row;
      return;
    }
  }
  match.kind = RouteMatch::Kind::method_not_allowed;
  for (const Method& allowed : pattern.methods) {
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += allowed.name == "GET" ? "GET, HEAD" : allowed.name;
  }
}

}  // namespace certportal::http
