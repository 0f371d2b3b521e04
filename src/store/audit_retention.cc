#include "store/audit_retention.h"

#include <optional>
#include <vector>

#include "store/audit.h"
#include "store/audit_rows.h"

namespace certportal::store {
namespace {

using model::AuditFacts;

constexpr std::size_t kStep = 500;

constexpr char kNoContent[] = "{}";

int cleared_by(PersonalData what) { return what == PersonalData::client ? 1 : 2; }

struct Candidate {
  AuditFacts event;
  bool is_sealed = false;
  std::uint64_t position = 0;
  std::string digest, mac, previous_mac;
  std::string remainder;  // "": nothing was removed yet
};

// Those after `after` that have lost as much as `cleared` says.
std::vector<Candidate> read_candidates(Database& database, int cleared, std::uint64_t after) {
  Rows rows = database.read("SELECT " AUDIT_FACT_COLUMNS
                            ", e.is_sealed, s.position, s.digest, s.mac, p.mac, s.remainder FROM [audit_event] e "
                            "LEFT JOIN [audit_seal] s ON s.event_id = e.id "
                            "LEFT JOIN [audit_seal] p ON p.position = s.position - 1 "
                            "WHERE e.cleared = ? AND e.id > ? ORDER BY e.id LIMIT ?",
                            {cleared, after, kStep});
  std::vector<Candidate> candidates;
  while (rows.next()) {
    Candidate candidate{read_audit_facts(rows), rows.number(10) != 0, unsigned_at(rows, 11), rows.text(12),
                        rows.text(13),          rows.text(14),        rows.text(15)};
    if (candidate.position == 1) candidate.previous_mac = model::first_audit_mac();
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

// Its time, too, which the digest does not hold: one that was made older, to be emptied early, does not fit.
bool fits_its_seal(std::string_view key, const Candidate& candidate) {
  if (model::audit_mac(key, candidate.previous_mac, candidate.position, candidate.event, candidate.digest) !=
      candidate.mac)
    return false;
  return candidate.remainder.empty()
             ? model::audit_digest(key, candidate.event) == candidate.digest
             : model::audit_remainder(key, candidate.event, candidate.digest) == candidate.remainder;
}

AuditFacts without(AuditFacts event, PersonalData what) {
  event.client.clear();
  if (what == PersonalData::client) return event;
  event.actor.clear();
  event.actor_account = event.account = std::nullopt;
  event.content = kNoContent;
  return event;
}

bool is_same(const AuditFacts& a, const AuditFacts& b) {
  return a.actor == b.actor && a.actor_account == b.actor_account && a.client == b.client && a.account == b.account &&
         a.content == b.content;
}

// False: there was nothing to be removed, or another one was faster.
bool write(Transaction& transaction, std::string_view key, const Candidate& before, int cleared, PersonalData what) {
  AuditFacts left = without(before.event, what);
  bool is_less = !is_same(left, before.event);
  if (transaction.run("UPDATE [audit_event] SET cleared = ?, actor = ?, actor_account_id = ?, client = ?, account_id = "
                      "?, content = ? WHERE id = ? AND cleared = ? AND is_sealed = ?",
                      {cleared_by(what), left.actor, left.actor_account, left.client, left.account, left.content,
                       left.id, cleared, before.is_sealed ? 1 : 0}) != 1)
    return false;
  if (before.is_sealed && is_less)
    transaction.run("UPDATE [audit_seal] SET remainder = ? WHERE position = ?",
                    {model::audit_remainder(key, left, before.digest), before.position});
  return is_less;
}

// Sealed like any other: who shortens the time that events are kept for leaves a trace.
Event removal_event(PersonalData what, unsigned events, Time until) {
  Event event{"personal_data_removed", {kJobs}};
  event.content = {{"what", what == PersonalData::client ? "network addresses" : "all"},
                   {"events", std::to_string(events)},
                   {"until", to_iso(until)}};
  return event;
}

// One walk along the events that have lost as much as `cleared` says.
class Walk {
 public:
  Walk(std::string_view key, PersonalData what, Time until, int cleared, Time now)
      : key_(key), what_(what), until_(until), cleared_(cleared), now_(now) {}

  // False: that was the end.
  bool step(Database& database, RemovalPass& result) {
    auto candidates = read_candidates(database, cleared_, after_);
    std::vector<const Candidate*> due;
    bool has_old = false;
    for (const Candidate& candidate : candidates) {
      if (candidate.event.happened_at > until_) continue;
      has_old = true;
      if (is_removable(candidate, result)) due.push_back(&candidate);
    }
    result.events += remove(database, due);
    if (!candidates.empty()) after_ = candidates.back().event.id;
    // Ids follow time, if only roughly: behind a step in which nothing is old enough nothing is.
    return has_old && candidates.size() == kStep;
  }

 private:
  bool is_removable(const Candidate& candidate, RemovalPass& result) const {
    if (key_.empty() || !candidate.is_sealed) return key_.empty() && !candidate.is_sealed;
    if (fits_its_seal(key_, candidate)) return true;
    if (result.problem.empty())
      result.problem = "event " + std::to_string(candidate.event.id) +
                       " does not fit its seal and keeps its personal data: see certportal audit verify";
    return false;
  }

  unsigned remove(Database& database, const std::vector<const Candidate*>& due) const {
    return database.transact([&](Transaction& transaction) {
      unsigned removed = 0;
      for (const Candidate* candidate : due) removed += write(transaction, key_, *candidate, cleared_, what_) ? 1 : 0;
      if (removed > 0) add_event(transaction, removal_event(what_, removed, until_), now_);
      return removed;
    });
  }

  std::string_view key_;
  PersonalData what_;
  Time until_;
  int cleared_;
  Time now_;
  std::uint64_t after_ = 0;
};

}  // namespace

RemovalPass remove_personal_data(Database& database, std::string_view key, PersonalData what, Time until, Time now,
                                 const std::function<bool()>& stop) {
  RemovalPass result;
  for (int cleared = 0; cleared < cleared_by(what); ++cleared) {
    Walk walk(key, what, until, cleared, now);
    while (!stop() && walk.step(database, result)) continue;
  }
  return result;
}

}  // namespace certportal::store
