// A breadth-first search from the leaf upwards: the first root met is the nearest. Every certificate is visited once,
// so that loops of cross-signed CAs end.
#include "x509/chain.h"

#include <algorithm>
#include <map>

namespace certportal::x509 {
namespace {

// Bounds the signatures checked in one search, whatever is stored.
constexpr std::size_t kMaxVisited = 200;

class Search {
 public:
  Search(const Certificate& leaf, const CaFinder& find, Time at) : find_(find), at_(at) {
    steps_.push_back({leaf, 0, 0, 0});
  }

  // True if a root was met.
  bool run() {
    for (std::size_t i = 0; i < steps_.size() && steps_.size() < kMaxVisited; ++i) {
      if (steps_[i].depth < kMaxChain && expand(i)) return true;
    }
    return false;
  }

  // From the leaf's issuer to the last one visited: after run() gave true the root, else one of the furthest.
  std::vector<Certificate> issuers() const {
    std::vector<Certificate> path;
    for (std::size_t i = steps_.size() - 1; i != 0; i = steps_[i].below) path.push_back(steps_[i].certificate);
    std::reverse(path.begin(), path.end());
    return path;
  }

 private:
  struct Step {
    Certificate certificate;
    std::size_t below;   // index of what it signed
    std::size_t depth;   // number of issuers up to and including it
    long intermediates;  // those among them that count for a path length above it (RFC 5280 4.2.1.9)
  };

  bool expand(std::size_t index) {
    for (const Certificate& issuer : issuers_of(index)) {
      long intermediates = steps_[index].intermediates + (issuer.is_self_issued() ? 0 : 1);
      steps_.push_back({issuer, index, steps_[index].depth + 1, intermediates});
      if (issuer.is_self_signed()) return true;
      if (steps_.size() >= kMaxVisited) return false;
    }
    return false;
  }

  std::vector<Certificate> issuers_of(std::size_t index) const {
    std::vector<Certificate> issuers;
    for (Certificate& candidate : find_(steps_[index].certificate.issuer().sha256))
      if (is_usable(candidate, steps_[index])) issuers.push_back(std::move(candidate));
    std::stable_sort(issuers.begin(), issuers.end(),
                     [](const Certificate& a, const Certificate& b) { return a.not_after() > b.not_after(); });
    return issuers;
  }

  bool is_usable(const Certificate& candidate, const Step& below) const {
    auto is_candidate = [&](const Step& step) { return step.certificate == candidate; };
    if (!candidate.is_valid_at(at_) || std::any_of(steps_.begin(), steps_.end(), is_candidate)) return false;
    auto path_length = candidate.basic_constraints().path_length;
    if (path_length && *path_length < below.intermediates) return false;
    return candidate.may_sign_certificates() && below.certificate.is_signed_by(candidate);
  }

  const CaFinder& find_;
  Time at_;
  std::vector<Step> steps_;
};

Chain incomplete(const Certificate& leaf, std::vector<Certificate> issuers) {
  Chain chain;
  chain.missing_issuer = (issuers.empty() ? leaf : issuers.back()).issuer().text;
  chain.issuers = std::move(issuers);
  return chain;
}

}  // namespace

Chain build_chain(const Certificate& leaf, const CaFinder& find, Time now) {
  if (leaf.is_self_signed()) return {{}, true, true, ""};
  Search at_present(leaf, find, now);
  if (at_present.run()) return {at_present.issuers(), true, true, ""};
  Search at_start(leaf, find, leaf.not_before());
  if (at_start.run()) return {at_start.issuers(), true, false, ""};
  std::vector<Certificate> present = at_present.issuers();
  std::vector<Certificate> start = at_start.issuers();
  return incomplete(leaf, start.size() > present.size() ? std::move(start) : std::move(present));
}

Chain build_chain(const Certificate& leaf, const std::vector<Certificate>& candidates, Time now) {
  std::map<std::string, std::vector<Certificate>> by_subject;
  for (const Certificate& candidate : candidates) by_subject[candidate.subject().sha256].push_back(candidate);
  return build_chain(
      leaf, [&](const std::string& subject) { return by_subject[subject]; }, now);
}

}  // namespace certportal::x509
