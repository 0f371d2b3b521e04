#include "store/issuance.h"

#include <map>
#include <set>

#include "base/broken.h"
#include "base/random.h"
#include "base/text.h"
#include "store/ca_certificates.h"
#include "store/certificate_rows.h"
#include "store/many_rows.h"
#include "store/order_rows.h"
#include "store/order_steps.h"

namespace certportal::store {
namespace {

// A clock that is some minutes slow takes the certificate at once; browsers and CAs do the same.
constexpr Seconds kBackdated = std::chrono::minutes(5);

// next_try_at stays due: a process takes up what it has claimed and could not finish, others by claimed_at.
#define CLAIM_ORDER "UPDATE [certificate_order] SET claim = ?, claimed_at = ?, next_try_at = ?"
#define IS_TAKEN_UP "state = 'issuing' AND next_try_at <= ? AND (claim = ? OR claim IS NULL OR claimed_at <= ?)"

// Of an order `r` and its organisation `o`: what has changed since it was approved, so that it must not be issued.
#define ORDER_OBSTACLE                                                                                             \
  "CASE WHEN EXISTS (SELECT 1 FROM [certificate] c JOIN [revocation] v ON v.number = c.number WHERE c.key_sha256 " \
  "= r.key_sha256 AND v.reason = 'keyCompromise') THEN 'key' WHEN r.subject <> '' AND (o.checked_at IS NULL OR "   \
  "BINARY r.subject <> BINARY CONCAT_WS(CHAR(10), o.name, o.city, o.country)) THEN 'subject' ELSE '' END"

std::optional<Error> obstacle_of(std::string_view which) {
  if (which == "key")
    return Error{Code::conflict, "KEY_COMPROMISED", "a certificate with this key was revoked for keyCompromise"};
  if (which == "subject")
    return Error{Code::conflict, "ORGANISATION_UNCHECKED",
                 "the subject names an organisation that is not checked any more, or is called otherwise now"};
  return std::nullopt;
}

std::uint64_t id_at(const Rows& rows, unsigned column) { return static_cast<std::uint64_t>(rows.number(column)); }

std::vector<std::uint64_t> all_numbers(Rows rows) {
  std::vector<std::uint64_t> numbers;
  while (rows.next()) numbers.push_back(id_at(rows, 1));
  return numbers;
}

struct DueOrders {
  std::vector<std::uint64_t> begun, approved;

  std::vector<std::uint64_t> all() const {
    auto numbers = begun;
    numbers.insert(numbers.end(), approved.begin(), approved.end());
    return numbers;
  }
};

// What was begun comes before what was not.
DueOrders due_orders(Database& database, std::string_view issuer, std::string_view claim, std::size_t limit, Time now) {
  DueOrders due;
  due.begun = all_numbers(database.read("SELECT number FROM [certificate_order] WHERE issuer = ? AND " IS_TAKEN_UP
                                        " ORDER BY next_try_at, number LIMIT ?",
                                        {issuer, now, claim, now - kClaimLasts, limit}));
  if (due.begun.size() < limit)
    due.approved = all_numbers(
        database.read("SELECT number FROM [certificate_order] WHERE issuer = ? AND state = 'approved' ORDER BY "
                      "next_try_at, number LIMIT ?",
                      {issuer, limit - due.begun.size()}));
  return due;
}

// 127 random bits, a positive number and never zero (RFC 5280 4.1.2.2).
std::string new_serial() {
  std::string serial = random_bytes(16);
  serial[0] = static_cast<char>(serial[0] & 0x7F);
  return serial == std::string(16, '\0') ? new_serial() : serial;
}

// In hexadecimal, since the values of a CASE are text.
std::string reserve(const Params& numbers, std::string (*made)(), Params& params) {
  std::string sql = "CASE number";
  for (const Param& number : numbers) {
    sql += " WHEN ? THEN ?";
    params.push_back(number);
    params.emplace_back(to_hex(made()));
  }
  return sql + " END";
}

// Those of `numbers` that are approved still. Whatever the rows held before, only jobs says what is reserved.
void claim_approved(Transaction& transaction, const std::vector<std::uint64_t>& numbers, std::string_view claim,
                    Time now) {
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Time not_before = now - kBackdated;
    Params params = {claim, now, now, now, not_before, not_before};
    std::string sql = CLAIM_ORDER
        ", state = 'issuing', changed_at = ?, not_before = ?, not_after = COALESCE(ends_at, TIMESTAMP(?) + INTERVAL "
        "lifetime_days DAY - INTERVAL 1 SECOND), serial = UNHEX(";
    sql += reserve(bound, new_serial, params);
    sql += "), transaction_id = UNHEX(";
    sql += reserve(
        bound, [] { return random_bytes(16); }, params);
    sql += ") WHERE number IN " + list + " AND state = 'approved'";
    params.insert(params.end(), bound.begin(), bound.end());
    transaction.run(sql, params);
  });
}

// Those that are left by others still, with what is reserved.
void claim_begun(Transaction& transaction, const std::vector<std::uint64_t>& numbers, std::string_view claim,
                 Time now) {
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Params params = {claim, now, now};
    params.insert(params.end(), bound.begin(), bound.end());
    params.insert(params.end(), {now, claim, now - kClaimLasts});
    transaction.run(CLAIM_ORDER " WHERE number IN " + list + " AND " IS_TAKEN_UP, params);
  });
}

ClaimedOrder read_claim(const Rows& rows, std::string_view claim) {
  ClaimedOrder claimed;
  claimed.order = read_order(rows);
  claimed.order.csr = rows.text(kOrderColumns + 1);
  claimed.claim = claim;
  claimed.serial = rows.text(kOrderColumns + 2);
  claimed.not_before = rows.optional_time(kOrderColumns + 3).value_or(Time{});
  claimed.not_after = rows.optional_time(kOrderColumns + 4).value_or(Time{});
  claimed.transaction_id = rows.text(kOrderColumns + 5);
  claimed.tries = static_cast<unsigned>(rows.number(kOrderColumns + 6));
  claimed.obstacle = obstacle_of(rows.text(kOrderColumns + 7));
  return claimed;
}

std::vector<ClaimedOrder> read_claimed(Transaction& transaction, const DueOrders& due, std::string_view claim,
                                       Time now) {
  std::vector<ClaimedOrder> all;
  std::set<std::uint64_t> begun(due.begun.begin(), due.begun.end());
  for_numbers(due.all(), [&](const std::string& list, const Params& bound) {
    Params params = {claim, now};
    params.insert(params.end(), bound.begin(), bound.end());
    Rows rows = transaction.read(
        SELECT_ORDER
            ", r.csr, r.serial, r.not_before, r.not_after, r.transaction_id, r.tries, " ORDER_OBSTACLE FROM_ORDER
            "WHERE r.state = 'issuing' AND r.claim = ? AND r.claimed_at = ? AND r.number IN " +
            list,
        params);
    while (rows.next()) {
      all.push_back(read_claim(rows, claim));
      all.back().is_begun = begun.contains(all.back().order.number.value);
    }
  });
  return all;
}

std::vector<std::uint64_t> organisations_of(const std::vector<IssuedOrder>& issued) {
  std::set<std::uint64_t> organisations;
  for (const IssuedOrder& each : issued) organisations.insert(each.claimed.order.organisation.value);
  return {organisations.begin(), organisations.end()};
}

// Before the orders, as all steps of an order do (store/order_changes.h), and in one order: two jobs wait for each
// other instead of ending in a deadlock. No handover changes the contact meanwhile, who gets the mail.
void lock_organisations(Transaction& transaction, const std::vector<std::uint64_t>& organisations) {
  for_numbers(organisations, [&](const std::string& list, const Params& bound) {
    transaction.read("SELECT id FROM [organisation] WHERE id IN " + list + " ORDER BY id FOR UPDATE", bound);
  });
}

// Which of them still are what they were when they were claimed; locked until the end of the transaction. `refused`
// gets those of them that must not be issued any more.
std::vector<const IssuedOrder*> lock_claimed(Transaction& transaction, const std::vector<IssuedOrder>& issued,
                                             std::vector<std::pair<const IssuedOrder*, Error>>& refused) {
  std::map<std::uint64_t, const IssuedOrder*> by_number;
  std::vector<std::uint64_t> numbers;
  for (const IssuedOrder& each : issued) by_number[each.claimed.order.number.value] = &each;
  numbers.reserve(by_number.size());
  for (const auto& [number, each] : by_number) numbers.push_back(number);
  std::vector<const IssuedOrder*> held;
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Params params = {issued.front().claimed.claim};
    params.insert(params.end(), bound.begin(), bound.end());
    // The organisations are locked already; straight: from no other's row.
    Rows rows = transaction.read("SELECT r.number, " ORDER_OBSTACLE
                                 " FROM [certificate_order] r STRAIGHT_JOIN [organisation] o ON o.id = "
                                 "r.organisation_id WHERE r.state = 'issuing' AND r.claim = ? AND r.number IN " +
                                     list + " FOR UPDATE",
                                 params);
    while (rows.next()) {
      const IssuedOrder* found = by_number.at(id_at(rows, 1));
      if (auto obstacle = obstacle_of(rows.text(2)))
        refused.emplace_back(found, *obstacle);
      else
        held.push_back(found);
    }
  });
  return held;
}

std::vector<std::uint64_t> numbers_of(const std::vector<const IssuedOrder*>& issued) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(issued.size());
  for (const IssuedOrder* each : issued) numbers.push_back(each->claimed.order.number.value);
  return numbers;
}

void mark_issued(Transaction& transaction, const std::vector<std::uint64_t>& numbers, std::string_view claim,
                 Time now) {
  std::uint64_t changed = 0;
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    Params params = {now, claim};
    params.insert(params.end(), bound.begin(), bound.end());
    changed += transaction.run(
        "UPDATE [certificate_order] SET state = 'issued', changed_at = ?, claim = NULL, claimed_at = NULL, next_try_at "
        "= NULL, failure = '', tries = 0 WHERE state = 'issuing' AND claim = ? AND number IN " +
            list,
        params);
  });
  if (changed != numbers.size()) throw Broken("locked orders have lost their claim");
}

void replace_predecessors(Transaction& transaction, const std::vector<const IssuedOrder*>& issued) {
  for (const IssuedOrder* each : issued) {
    const Order& order = each->claimed.order;
    if (order.predecessor)
      transaction.run("UPDATE [certificate] SET replaced_by = ? WHERE number = ? AND replaced_by IS NULL",
                      {order.number.value, order.predecessor->value});
  }
}

void write_certificates(Transaction& transaction, const std::vector<const IssuedOrder*>& issued, Time now) {
  std::map<std::uint64_t, std::size_t> counts;
  std::vector<CertificateRow> rows;
  std::map<std::string, const model::CaRecord*> ca_certificates;
  for (const IssuedOrder* each : issued) {
    const Order& order = each->claimed.order;
    ++counts[order.organisation.value];
    rows.push_back({order.organisation, order.number, each->record});
    for (const model::CaRecord& record : each->ca_certificates) ca_certificates[record.sha256] = &record;
  }
  for (const auto& [organisation, count] : counts) count_up(transaction, {organisation}, count);
  if (!insert_certificates(transaction, rows, now))
    throw Broken("a certificate that was just issued is stored already");
  for (const auto& [sha256, record] : ca_certificates) import_ca_certificate(transaction, *record, now);
}

// What was taken for a surplus while another process held the claim. A worker, which stores what an officer uploads,
// finds none, and may take none away.
void forget_surplus(Transaction& transaction, const std::vector<std::uint64_t>& numbers) {
  for_numbers(numbers, [&](const std::string& list, const Params& bound) {
    if (!transaction.read("SELECT 1 FROM [surplus_certificate] WHERE number IN " + list + " LIMIT 1", bound).next())
      return;
    transaction.run(
        "DELETE FROM [surplus_certificate] WHERE revoked_at IS NULL AND sha256 IN (SELECT sha256 FROM [certificate] "
        "WHERE number IN " +
            list + ")",
        bound);
  });
}

void tell_issued(Transaction& transaction, const std::vector<const IssuedOrder*>& issued,
                 const std::vector<std::uint64_t>& organisations, const Actor& actor, Time now) {
  auto contacts = read_contacts(transaction, organisations);
  std::vector<Mail> mails;
  std::vector<Event> events;
  for (const IssuedOrder* each : issued) {
    const Order& order = each->claimed.order;
    const OrderContact& contact = contacts.at(order.organisation.value);
    std::map<std::string, std::string> values = {{"ENDS_ON", to_sql(each->record.not_after)}};
    if (order.predecessor) values["PREDECESSOR"] = model::to_text(*order.predecessor);
    mails.push_back(order_mail(order, contact, model::kOrderIssued, values));
    events.push_back(order_event(order, "order_issued", actor));
    events.back().content["serial"] = each->record.serial;
  }
  queue_mails(transaction, mails, now);
  add_events(transaction, events, now);
}

}  // namespace

bool has_due_orders(Database& database, std::string_view issuer, std::string_view claim, Time now) {
  return !due_orders(database, issuer, claim, 1, now).all().empty();
}

std::vector<ClaimedOrder> claim_orders(Database& database, std::string_view issuer, std::string_view claim,
                                       std::size_t limit, Time now) {
  for (;;) {
    auto due = due_orders(database, issuer, claim, limit, now);
    if (due.all().empty()) return {};
    auto claimed = database.transact([&](Transaction& transaction) {
      claim_begun(transaction, due.begun, claim, now);
      claim_approved(transaction, due.approved, claim, now);
      return read_claimed(transaction, due, claim, now);
    });
    if (!claimed.empty()) return claimed;  // else others were faster with all of them
  }
}

std::optional<Error> find_obstacle(Transaction& transaction, model::CertificateNumber number) {
  Rows rows = transaction.read("SELECT " ORDER_OBSTACLE FROM_ORDER "WHERE r.number = ?", {number.value});
  return rows.next() ? obstacle_of(rows.text(1)) : std::nullopt;
}

std::optional<ClaimedOrder> claim_order_by_hand(Transaction& transaction, model::CertificateNumber number, Time now) {
  std::string claim = random_bytes(16);
  if (transaction.run(CLAIM_ORDER ", state = 'issuing', changed_at = ? WHERE number = ? AND state = 'approved'",
                      {claim, now, now, now, number.value}) != 1)
    return std::nullopt;
  auto claimed = read_claimed(transaction, {.begun = {}, .approved = {number.value}}, claim, now);
  if (claimed.empty()) throw Broken("order is gone while it is claimed: " + model::to_text(number));
  return std::move(claimed.front());
}

void keep_claim(Database& database, const ClaimedOrder& claimed, Time next_try_at, std::string_view text, Time now) {
  database.run(
      "UPDATE [certificate_order] SET claimed_at = ?, next_try_at = ?, failure = ?, tries = IF(?, tries + 1, 0) "
      "WHERE number = ? AND state = 'issuing' AND claim = ?",
      {now, next_try_at, one_line(text, kLongestAnswer), text.empty() ? 0 : 1, claimed.order.number.value,
       claimed.claim});
}

std::vector<model::CertificateNumber> store_issued(Transaction& transaction, const std::vector<IssuedOrder>& issued,
                                                   const Actor& actor, Time now) {
  if (issued.empty()) return {};
  auto organisations = organisations_of(issued);
  lock_organisations(transaction, organisations);
  std::vector<std::pair<const IssuedOrder*, Error>> refused;
  auto held = lock_claimed(transaction, issued, refused);
  for (const auto& [each, obstacle] : refused) fail_order(transaction, each->claimed, obstacle.log, actor, now);
  if (held.empty()) return {};
  auto numbers = numbers_of(held);
  mark_issued(transaction, numbers, issued.front().claimed.claim, now);
  replace_predecessors(transaction, held);
  write_certificates(transaction, held, now);
  forget_surplus(transaction, numbers);
  tell_issued(transaction, held, organisations, actor, now);
  std::vector<model::CertificateNumber> stored;
  stored.reserve(numbers.size());
  for (std::uint64_t number : numbers) stored.push_back({number});
  return stored;
}

bool store_issued(Transaction& transaction, const ClaimedOrder& claimed, const model::CertificateRecord& record,
                  const std::vector<model::CaRecord>& ca_certificates, const Actor& actor, Time now) {
  return !store_issued(transaction, {{claimed, record, ca_certificates}}, actor, now).empty();
}

bool fail_order(Transaction& transaction, const ClaimedOrder& claimed, std::string_view text, const Actor& actor,
                Time now) {
  if (transaction.run(
          "UPDATE [certificate_order] SET state = 'failed', changed_at = ?, failure = ?, failed_at = ?, "
          "failure_told_at = NULL, claim = NULL, claimed_at = NULL, next_try_at = NULL, tries = 0 WHERE number = ? AND "
          "state = 'issuing' AND claim = ?",
          {now, one_line(text, kLongestAnswer), now, claimed.order.number.value, claimed.claim}) != 1)
    return false;
  Event event = order_event(claimed.order, "order_failed", actor);
  event.content["reason"] = one_line(text, kLongestAnswer);
  add_event(transaction, event, now);
  return true;
}

std::optional<model::CertificateNumber> find_certificate_number(Database& database, std::string_view sha256) {
  Rows rows = database.read("SELECT number FROM [certificate] WHERE sha256 = ?", {sha256});
  if (!rows.next()) return std::nullopt;
  return model::CertificateNumber{id_at(rows, 1)};
}

bool add_surplus(Transaction& transaction, model::CertificateNumber number, std::string_view issuer,
                 std::string_view sha256, std::string_view der, Time now) {
  if (transaction.read("SELECT 1 FROM [certificate] WHERE sha256 = ?", {sha256}).next()) return false;
  return transaction.insert(
      "INSERT INTO [surplus_certificate] (sha256, number, issuer, der, returned_at, next_try_at) VALUES (?, ?, ?, ?, "
      "?, ?)",
      {sha256, number.value, issuer, der, now, now + 2 * kClaimLasts});
}

std::vector<StuckIssuer> list_stuck_issuers(Database& database) {
  Rows rows = database.read(
      "SELECT issuer, COUNT(*), MIN(failure) FROM [certificate_order] WHERE state = 'issuing' AND failure <> '' GROUP "
      "BY "
      "issuer ORDER BY issuer",
      {});
  std::vector<StuckIssuer> stuck;
  while (rows.next()) stuck.push_back({rows.text(1), static_cast<std::uint64_t>(rows.number(2)), rows.text(3)});
  return stuck;
}

}  // namespace certportal::store
