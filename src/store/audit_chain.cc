#include "store/audit_chain.h"

#include "base/text.h"
#include "model/audit_seal.h"
#include "store/audit_rows.h"

namespace certportal::store {
namespace {

using model::AuditFacts;

constexpr std::size_t kStep = 1000;  // rows of a walk that are in memory at once
constexpr std::size_t kProblems = 20;

ChainHead no_head() { return {0, model::first_audit_mac()}; }

template <class Source>
std::optional<ChainHead> read_head(Source& source) {
  Rows rows = source.read("SELECT position, mac FROM [audit_head] WHERE id = 1");
  if (!rows.next()) return std::nullopt;
  return ChainHead{unsigned_at(rows, 1), rows.text(2)};
}

template <class Source>
bool holds(Source& source, const ChainHead& former) {
  if (former.position == 0) return true;
  Rows rows = source.read(
      "SELECT s.mac FROM [audit_seal] s JOIN [audit_head] h ON h.id = 1 AND h.position >= s.position WHERE s.position "
      "= ?",
      {former.position});
  return rows.next() && rows.text(1) == former.mac;
}

// The head, made by whoever comes first.
ChainHead obtain_head(Transaction& transaction) {
  if (auto head = read_head(transaction)) return *head;
  ChainHead first = no_head();
  if (transaction.insert("INSERT INTO [audit_head] (id, position, mac) VALUES (1, ?, ?)", {first.position, first.mac}))
    return first;
  return read_head(transaction).value_or(first);
}

struct Seal {
  std::uint64_t position = 0;
  std::uint64_t event = 0;
  std::string digest;
  std::string mac;
};

std::vector<Seal> make_seals(Transaction& transaction, std::string_view key, ChainHead head, std::size_t limit) {
  Rows rows = transaction.read(
      "SELECT " AUDIT_FACT_COLUMNS " FROM [audit_event] e WHERE e.is_sealed = 0 ORDER BY e.id LIMIT ?", {limit});
  std::vector<Seal> seals;
  while (rows.next()) {
    AuditFacts event = read_audit_facts(rows);
    std::string digest = model::audit_digest(key, event);
    ++head.position;
    head.mac = model::audit_mac(key, head.mac, head.position, event, digest);
    seals.push_back({head.position, event.id, std::move(digest), head.mac});
  }
  return seals;
}

void insert_seal(Transaction& transaction, const Seal& seal) {
  // The head was ours to change, so nobody else seals now.
  if (!transaction.insert("INSERT INTO [audit_seal] (position, event_id, digest, mac) VALUES (?, ?, ?, ?)",
                          {seal.position, seal.event, seal.digest, seal.mac}))
    throw Broken("the audit chain holds position " + std::to_string(seal.position) + " or event " +
                 std::to_string(seal.event) + " already: see certportal audit verify");
  transaction.run("UPDATE [audit_event] SET is_sealed = 1 WHERE id = ?", {seal.event});
}

// A row of the walk: a seal, and its event unless that is gone.
struct Link {
  Seal seal;
  bool is_marked = false;
  std::optional<AuditFacts> event;
  std::string remainder;  // MAC of what retention left of the event; "": all is there
};

std::vector<Link> read_links(Database& database, std::uint64_t after, std::uint64_t last) {
  Rows rows = database.read("SELECT " AUDIT_FACT_COLUMNS
                            ", e.is_sealed, s.position, s.event_id, s.digest, s.mac, s.remainder FROM "
                            "[audit_seal] s "
                            "LEFT JOIN [audit_event] e ON e.id = s.event_id "
                            "WHERE s.position > ? AND s.position <= ? ORDER BY s.position LIMIT ?",
                            {after, last, kStep});
  std::vector<Link> links;
  while (rows.next()) {
    Link link{{unsigned_at(rows, 11), unsigned_at(rows, 12), rows.text(13), rows.text(14)},
              rows.number(10) != 0,
              {},
              rows.text(15)};
    if (!rows.is_null(1)) link.event = read_audit_facts(rows);
    links.push_back(std::move(link));
  }
  return links;
}

class Walk {
 public:
  Walk(std::string_view key, ChainReport& report) : key_(key), report_(report) {}

  void check(const Link& link) {
    std::string where = "position " + std::to_string(link.seal.position);
    bool follows = link.seal.position == end_.position + 1;
    if (!follows)
      report("positions " + std::to_string(end_.position + 1) + " to " + std::to_string(link.seal.position - 1) +
             " are missing");
    if (link.event)
      check_event(link, where + ", event " + std::to_string(link.seal.event), follows);
    else
      report(where + ": event " + std::to_string(link.seal.event) + " is gone");
    // What follows is judged by the seal as it stands here, so that one change is one problem and not all the rest.
    end_ = {link.seal.position, link.seal.mac};
    ++report_.sealed;
  }

  void check_end(const ChainHead& head) {
    if (end_.position != head.position)
      report("the chain ends at position " + std::to_string(end_.position) + ", its head says " +
             std::to_string(head.position));
    else if (end_.mac != head.mac)
      report("the head differs from the last seal");
  }

  void report(const std::string& problem) {
    if (report_.problems.size() < kProblems) report_.problems.push_back(problem);
  }

  const ChainHead& end() const { return end_; }

 private:
  void check_event(const Link& link, const std::string& where, bool follows) {
    if (!link.remainder.empty()) ++report_.reduced;
    if (!is_as_it_was(link)) report(where + ": the event was changed");
    if (follows && model::audit_mac(key_, end_.mac, link.seal.position, *link.event, link.seal.digest) != link.seal.mac)
      report(where + ": the event, this seal or the one before was changed");
    if (!link.is_marked) report(where + ": the event is marked as not sealed");
  }

  bool is_as_it_was(const Link& link) const {
    if (link.remainder.empty()) return model::audit_digest(key_, *link.event) == link.seal.digest;
    return model::audit_remainder(key_, *link.event, link.seal.digest) == link.remainder;
  }

  std::string_view key_;
  ChainReport& report_;
  ChainHead end_ = no_head();
};

// In steps, each by the key (is_sealed, id).
void report_events_without_seal(Database& database, Walk& walk) {
  std::uint64_t after = 0;
  for (bool has_more = true; has_more;) {
    Rows rows = database.read(
        "SELECT e.id, s.position FROM [audit_event] e LEFT JOIN [audit_seal] s ON s.event_id = e.id "
        "WHERE e.is_sealed = 1 AND e.id > ? ORDER BY e.id LIMIT ?",
        {after, kStep});
    for (has_more = false; rows.next(); has_more = true) {
      after = unsigned_at(rows, 1);
      if (rows.is_null(2)) walk.report("event " + std::to_string(after) + " is marked as sealed and has no seal");
    }
  }
}

// Of one moment, while jobs may go on sealing.
void report_seals_beyond_head(Database& database, Walk& walk) {
  Rows rows = database.read(
      "SELECT MAX(s.position) FROM [audit_seal] s "
      "WHERE s.position > COALESCE((SELECT h.position FROM [audit_head] h WHERE h.id = 1), 0)");
  if (rows.next() && !rows.is_null(1))
    walk.report("seals up to position " + std::to_string(unsigned_at(rows, 1)) + " lie beyond the head");
}

}  // namespace

std::string to_text(const ChainHead& head) { return std::to_string(head.position) + ':' + to_hex(head.mac); }

SealPass seal_events(Database& database, std::string_view key, std::size_t limit,
                     const std::optional<ChainHead>& seen) {
  return database.transact([&](Transaction& transaction) {
    if (seen && !holds(transaction, *seen))
      throw Broken("the audit chain no longer holds the head " + to_text(*seen) +
                   " seen before: it was rewritten or cut off. Nothing is sealed while this is so, or until jobs is "
                   "restarted: see certportal audit verify --head");
    ChainHead head = obtain_head(transaction);
    std::vector<Seal> seals = make_seals(transaction, key, head, limit);
    if (seals.empty()) return SealPass{0, head};
    const Seal& last = seals.back();
    if (transaction.run("UPDATE [audit_head] SET position = ?, mac = ? WHERE id = 1 AND position = ? AND mac = ?",
                        {last.position, last.mac, head.position, head.mac}) != 1)
      return SealPass{0, head};
    for (const Seal& seal : seals) insert_seal(transaction, seal);
    return SealPass{static_cast<unsigned>(seals.size()), {last.position, last.mac}};
  });
}

ChainReport verify_chain(Database& database, std::string_view key, const std::optional<ChainHead>& former) {
  ChainReport report;
  Walk walk(key, report);
  if (former && holds(database, *former))
    report.held = former;
  else if (former)
    walk.report("the chain does not hold " + to_text(*former) + ": it was rewritten or cut off since");
  // Up to the head of this moment: jobs may go on sealing.
  auto head = read_head(database);
  std::uint64_t last = head ? head->position : 0;
  for (auto links = read_links(database, 0, last); !links.empty();
       links = read_links(database, walk.end().position, last))
    for (const Link& link : links) walk.check(link);
  if (head) {
    walk.check_end(*head);
    report.head = *head;
  }
  report_seals_beyond_head(database, walk);
  report_events_without_seal(database, walk);
  Rows rows = database.read("SELECT COUNT(*) FROM [audit_event] WHERE is_sealed = 0");
  if (rows.next()) report.unsealed = unsigned_at(rows, 1);
  return report;
}

std::optional<Time> oldest_unsealed(Database& database) {
  Rows rows = database.read("SELECT happened_at FROM [audit_event] WHERE is_sealed = 0 ORDER BY id LIMIT 1");
  if (!rows.next()) return std::nullopt;
  return rows.time(1);
}

}  // namespace certportal::store
