// The CRLs of local CAs, and what stands in them. Rows are claimed by no lock: what a CRL holds is marked by number, so
// that a revocation that commits meanwhile, whatever its time, is left for the next one.
#include "model/revocation_reason.h"
#include "store/revocations.h"

#include <algorithm>

namespace certportal::store {
namespace {

constexpr int kStep = 5000;
constexpr std::size_t kMarked = 1000;  // in a statement

// The key may not be left to the optimizer: it would sort all rows of the issuer for each step. What a CRL has listed
// stays, whatever the row says by now: in_crl is jobs' alone, revoked_at also the workers'.
constexpr char kListEntries[] =
    "SELECT revocation.number, revocation.serial, COALESCE(revocation.revoked_at, revocation.asked_at), "
    "revocation.reason, revocation.in_crl, certificate.not_after FROM [revocation] AS revocation FORCE INDEX (PRIMARY) "
    "JOIN [certificate] AS certificate ON certificate.number = revocation.number "
    "WHERE revocation.number > ? AND revocation.issuer = ? AND "
    "(revocation.revoked_at IS NOT NULL OR revocation.in_crl IS NOT NULL) "
    "ORDER BY revocation.number LIMIT ?";

std::string mark_sql() {
  std::string sql = "UPDATE [revocation] SET in_crl = ? WHERE in_crl IS NULL AND number IN (?";
  for (std::size_t i = 1; i < kMarked; ++i) sql += ", ?";
  return sql + ")";
}

// One statement for any count: the last number fills it up.
void mark(Database& database, std::uint64_t crl, const std::vector<std::uint64_t>& numbers) {
  static const std::string sql = mark_sql();
  for (std::size_t i = 0; i < numbers.size(); i += kMarked) {
    Params params = {crl};
    for (std::size_t at = i; at < i + kMarked; ++at) params.emplace_back(numbers[std::min(at, numbers.size() - 1)]);
    database.run(sql, params);
  }
}

bool put(Transaction& transaction, std::string_view issuer, std::uint64_t before, const CrlFacts& crl,
         std::string_view der) {
  if (before == 0)
    return transaction.insert(
        "INSERT INTO [crl] (issuer, number, made_at, next_update, entries, der) VALUES (?, ?, ?, ?, ?, ?)",
        {issuer, crl.number, crl.made_at, crl.next_update, crl.entries, der});
  return transaction.run(
             "UPDATE [crl] SET number = ?, made_at = ?, next_update = ?, entries = ?, der = ? "
             "WHERE issuer = ? AND number = ?",
             {crl.number, crl.made_at, crl.next_update, crl.entries, der, issuer, before}) == 1;
}

}  // namespace

std::optional<CrlFacts> find_crl_facts(Database& database, std::string_view issuer) {
  Rows rows = database.read("SELECT number, made_at, next_update, entries FROM [crl] WHERE issuer = ?", {issuer});
  if (!rows.next()) return std::nullopt;
  return CrlFacts{static_cast<std::uint64_t>(rows.number(1)), rows.time(2), rows.time(3),
                  static_cast<std::uint64_t>(rows.number(4))};
}

std::string find_crl(Database& database, std::string_view issuer) {
  Rows rows = database.read("SELECT der FROM [crl] WHERE issuer = ?", {issuer});
  return rows.next() ? rows.text(1) : "";
}

bool has_unlisted_revocations(Database& database, std::string_view issuer) {
  return database
      .read("SELECT 1 FROM [revocation] WHERE issuer = ? AND in_crl IS NULL AND revoked_at IS NOT NULL LIMIT 1",
            {issuer})
      .next();
}

std::vector<CrlEntry> list_crl_entries(Database& database, std::string_view issuer) {
  auto last = find_crl_facts(database, issuer);
  std::vector<CrlEntry> entries;
  std::uint64_t after = 0;
  for (int count = kStep; count == kStep;) {
    Rows rows = database.read(kListEntries, {after, issuer, kStep});
    for (count = 0; rows.next(); ++count) {
      after = static_cast<std::uint64_t>(rows.number(1));
      bool is_listed = !rows.is_null(5);
      // One that a CRL made after its end holds has been listed long enough.
      if (is_listed && last && rows.time(6) < last->made_at) continue;
      auto reason = model::parse_revocation_reason(rows.text(4));
      entries.push_back(
          {{after}, rows.text(2), rows.time(3), reason.value_or(model::RevocationReason::unspecified), is_listed});
    }
  }
  return entries;
}

bool replace_crl(Database& database, std::string_view issuer, std::uint64_t before, const CrlFacts& crl,
                 std::string_view der, const std::vector<CrlEntry>& entries) {
  bool replaced =
      database.transact([&](Transaction& transaction) { return put(transaction, issuer, before, crl, der); });
  if (!replaced) return false;
  std::vector<std::uint64_t> numbers;
  for (const CrlEntry& entry : entries)
    if (!entry.is_listed) numbers.push_back(entry.number.value);
  mark(database, crl.number, numbers);
  return true;
}

}  // namespace certportal::store
