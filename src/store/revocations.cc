// Asking decides by conditional updates under the organisation's row, which every step of its orders takes too; what
// jobs hears from a CA counts only while the claim is its own. What is made of them for a CRL: crls.cc.
#include "store/revocations.h"

#include "base/broken.h"
#include "base/text.h"
#include "model/certificate_action.h"
#include "store/accounts.h"
#include "store/handover_changes.h"
#include "store/issuance.h"
#include "store/order_changes.h"
#include "store/order_steps.h"
#include "store/organisations.h"

namespace certportal::store {
namespace {

constexpr int kMaxOthers = 500;  // a page's list; nobody gives one key to that many certificates

// Locked by nothing but its organisation's row.
struct FoundCertificate {
  model::OrganisationId organisation;
  Time not_after{};
  std::string serial, issuer, key_sha256;
  model::CertificateStanding standing;  // as far as revoking needs it
};

std::optional<FoundCertificate> find_certificate(Transaction& transaction, model::CertificateNumber number) {
  Rows rows = transaction.read(
      "SELECT c.organisation_id, c.not_after, c.serial, c.revoked_at IS NOT NULL, c.revocation_asked_at IS NOT NULL, "
      "r.issuer, c.key_sha256 FROM [certificate] c LEFT JOIN [certificate_order] r ON r.number = c.number WHERE "
      "c.number = ?",
      {number.value});
  if (!rows.next()) return std::nullopt;
  FoundCertificate found{
      {static_cast<std::uint64_t>(rows.number(1))}, rows.time(2), rows.text(3), rows.text(6), rows.text(7), {}};
  found.standing.facts.not_after = found.not_after;
  found.standing.facts.revoked = rows.number(4) != 0;
  found.standing.facts.revocation_pending = rows.number(5) != 0;
  found.standing.is_imported = rows.is_null(6);
  return found;
}

Error no_such_certificate() { return {Code::not_found, "NOT_FOUND", "no such certificate of this contact"}; }

// What all of a revocation's mails and events tell of.
Order order_of(Transaction& transaction, model::CertificateNumber number) {
  auto order = read_order(transaction, number);
  if (!order) throw Broken("revoked certificate without an order: " + model::to_text(number));
  return *order;
}

void tell_revoked(Transaction& transaction, const Order& order, model::RevocationReason reason,
                  const std::string& serial, const Actor& actor, Time now) {
  std::string reason_name(model::name(reason));
  queue_order_mail(transaction, order, model::kCertificateRevoked,
                   {{"REVOKED_AT", to_sql(now)}, {"REASON_NAME", reason_name}, {"SERIAL", to_upper_ascii(serial)}},
                   now);
  Event event = order_event(order, "certificate_revoked", actor);
  event.content["reason"] = reason_name;
  add_event(transaction, event, now);
}

// A row that is there already was refused by the CA.
void write_revocation(Transaction& transaction, model::CertificateNumber number, const FoundCertificate& found,
                      model::AccountId contact, model::RevocationReason reason, bool is_done, Time now) {
  std::optional<Time> revoked_at, next_try_at;
  (is_done ? revoked_at : next_try_at) = now;
  if (transaction.run(
          "UPDATE [revocation] SET reason = ?, asked_by = ?, asked_by_email = (SELECT email FROM [account] "
          "WHERE id = ?), asked_at = ?, revoked_at = ?, next_try_at = ?, refused_at = NULL, refusal = '', "
          "tries = 0 WHERE number = ? AND refused_at IS NOT NULL",
          {model::name(reason), contact.value, contact.value, now, revoked_at, next_try_at, number.value}) == 1)
    return;
  transaction.run(
      "INSERT INTO [revocation] (number, issuer, serial, reason, asked_by, asked_by_email, asked_at, revoked_at, "
      "next_try_at) SELECT ?, ?, ?, ?, id, email, ?, ?, ? FROM [account] WHERE id = ?",
      {number.value, found.issuer, found.serial, model::name(reason), now, revoked_at, next_try_at, contact.value});
}

// False: somebody else was faster.
bool mark_certificate(Transaction& transaction, model::CertificateNumber number, const FoundCertificate& found,
                      bool is_done, Time now) {
  std::optional<Time> revoked_at;
  if (is_done) revoked_at = now;
  return transaction.run(
             "UPDATE [certificate] SET revocation_asked_at = ?, revoked_at = ? WHERE organisation_id = ? AND not_after "
             "= ? AND number = ? AND revoked_at IS NULL AND revocation_asked_at IS NULL",
             {now, revoked_at, found.organisation.value, found.not_after, number.value}) == 1;
}

std::optional<ClaimedRevocation> claim_certificate(Database& database, const std::string& issuer,
                                                   std::string_view claim, Time now) {
  Rows due = database.read(
      "SELECT v.number, v.reason, d.der, c.sha256 FROM [revocation] v JOIN [certificate] c ON c.number = v.number "
      "JOIN [certificate_content] d ON d.number = v.number WHERE v.revoked_at IS NULL AND v.next_try_at <= ? AND "
      "v.issuer = ? ORDER BY v.next_try_at LIMIT 5",
      {now, issuer});
  while (due.next()) {
    auto reason = model::parse_revocation_reason(due.text(2));
    if (!reason) throw Broken("revocation for an unknown reason: " + due.text(2));
    // next_try_at is when somebody may look at the row again: for a claimed one, the end of the claim.
    if (database.run("UPDATE [revocation] SET claim = ?, claimed_at = ?, next_try_at = ?, tries = tries + 1 WHERE "
                     "number = ? AND revoked_at IS NULL AND next_try_at <= ?",
                     {claim, now, now + kClaimLasts, due.number(1), now}) == 1)
      return ClaimedRevocation{{static_cast<std::uint64_t>(due.number(1))},
                               false,
                               issuer,
                               due.text(3),
                               due.text(4),
                               *reason,
                               std::string(claim)};
  }
  return std::nullopt;
}

// Nobody asked for a surplus certificate: RFC 5280 has "superseded" for what another one stands for.
std::optional<ClaimedRevocation> claim_surplus(Database& database, const std::string& issuer, std::string_view claim,
                                               Time now) {
  Rows due = database.read(
      "SELECT number, sha256, der FROM [surplus_certificate] WHERE revoked_at IS NULL AND next_try_at <= ? AND issuer "
      "= ? ORDER BY next_try_at LIMIT 5",
      {now, issuer});
  while (due.next()) {
    if (database.run("UPDATE [surplus_certificate] SET next_try_at = ? WHERE sha256 = ? AND revoked_at IS NULL AND "
                     "next_try_at <= ?",
                     {now + kClaimLasts, due.text(2), now}) == 1)
      return ClaimedRevocation{{static_cast<std::uint64_t>(due.number(1))},
                               true,
                               issuer,
                               due.text(3),
                               due.text(2),
                               model::RevocationReason::superseded,
                               std::string(claim)};
  }
  return std::nullopt;
}

// The CA's answer is written down while the claim is this process's own. nullopt: it is not.
std::optional<Order> end_claim(Transaction& transaction, const ClaimedRevocation& revocation, std::string_view set,
                               Params params) {
  Order order = order_of(transaction, revocation.number);
  take_organisation(transaction, order.organisation);
  params.insert(params.end(), {revocation.number.value, revocation.claim});
  if (transaction.run("UPDATE [revocation] SET " + std::string(set) +
                          ", claim = NULL, next_try_at = NULL WHERE number = ? AND claim = ? AND revoked_at IS NULL",
                      params) != 1)
    return std::nullopt;
  return order;
}

}  // namespace

std::optional<Revocation> find_revocation_of(Database& database, model::AccountId contact,
                                             model::CertificateNumber number) {
  Rows rows = database.read(
      "SELECT v.reason, v.asked_by_email, v.asked_at, v.revoked_at, v.refused_at, v.refusal FROM [revocation] v JOIN "
      "[certificate] c ON c.number = v.number JOIN [organisation] o ON o.id = c.organisation_id WHERE v.number = ? AND "
      "o.technical_contact_id = ?",
      {number.value, contact.value});
  if (!rows.next()) return std::nullopt;
  auto reason = model::parse_revocation_reason(rows.text(1));
  if (!reason) throw Broken("revocation for an unknown reason: " + rows.text(1));
  return Revocation{*reason, rows.text(2), rows.time(3), rows.optional_time(4), rows.optional_time(5), rows.text(6)};
}

std::vector<OtherCertificate> list_others_of_key(Transaction& transaction, model::OrganisationId organisation,
                                                 std::string_view key_sha256, model::CertificateNumber but, Time now) {
  std::vector<OtherCertificate> others;
  Rows rows = transaction.read(
      "SELECT number, name, not_after FROM [certificate] WHERE key_sha256 = ? AND organisation_id = ? AND number <> ? "
      "AND not_after >= ? AND revoked_at IS NULL AND revocation_asked_at IS NULL ORDER BY not_after DESC, number LIMIT "
      "?",
      {key_sha256, organisation.value, but.value, now, kMaxOthers});
  while (rows.next()) others.push_back({{static_cast<std::uint64_t>(rows.number(1))}, rows.text(2), rows.time(3)});
  return others;
}

Result<void> ask_revocation(Transaction& transaction, model::CertificateNumber number, const Account& contact,
                            std::optional<model::IssuerKind> kind, model::RevocationReason reason, const Actor& actor,
                            Time now) {
  if (!take_unchanged_account(transaction, contact))
    return Error{Code::invalid, kCurrentPasswordWrong, "the password was changed meanwhile"};
  auto before = find_certificate(transaction, number);
  if (!before || !take_organisation_of(transaction, contact.id, before->organisation)) return no_such_certificate();
  auto found = find_certificate(transaction, number);
  if (!found) return no_such_certificate();
  found->standing.issuer_kind = kind;
  if (auto possible = model::check_revocation(found->standing, now); !possible) return possible;
  bool is_done = *kind == model::IssuerKind::local;
  if (!mark_certificate(transaction, number, *found, is_done, now))
    throw Broken("certificate changed while its organisation was taken: " + model::to_text(number));
  write_revocation(transaction, number, *found, contact.id, reason, is_done, now);
  if (reason == model::RevocationReason::key_compromise)
    withdraw_orders_of_key(transaction, found->organisation, found->key_sha256, actor, now);
  Order order = order_of(transaction, number);
  if (is_done) {
    tell_revoked(transaction, order, reason, found->serial, actor, now);
    return {};
  }
  Event event = order_event(order, "certificate_revocation_asked", actor);
  event.content["reason"] = model::name(reason);
  add_event(transaction, event, now);
  return {};
}

std::optional<ClaimedRevocation> claim_revocation(Database& database, const std::vector<std::string>& issuers,
                                                  std::string_view claim, Time now) {
  for (const std::string& issuer : issuers) {
    if (auto claimed = claim_certificate(database, issuer, claim, now)) return claimed;
    if (auto claimed = claim_surplus(database, issuer, claim, now)) return claimed;
  }
  return std::nullopt;
}

void mark_revoked(Database& database, const ClaimedRevocation& revocation, Time now) {
  if (revocation.is_surplus) {
    database.run("UPDATE [surplus_certificate] SET revoked_at = ?, answer = '' WHERE sha256 = ? AND revoked_at IS NULL",
                 {now, revocation.sha256});
    return;
  }
  database.transact([&](Transaction& transaction) {
    auto order = end_claim(transaction, revocation, "revoked_at = ?", {now});
    if (!order) return;
    auto found = find_certificate(transaction, revocation.number);
    if (!found) throw Broken("revoked certificate is gone: " + model::to_text(revocation.number));
    transaction.run(
        "UPDATE [certificate] SET revoked_at = ? WHERE organisation_id = ? AND not_after = ? AND number = ?",
        {now, found->organisation.value, found->not_after, revocation.number.value});
    tell_revoked(transaction, *order, revocation.reason, found->serial, {kJobs}, now);
  });
}

void mark_revocation_refused(Database& database, const ClaimedRevocation& revocation, std::string_view text, Time now) {
  std::string refusal = one_line(text, kLongestAnswer);
  database.transact([&](Transaction& transaction) {
    auto order = end_claim(transaction, revocation, "refused_at = ?, refusal = ?", {now, refusal});
    if (!order) return;
    transaction.run("UPDATE [certificate] SET revocation_asked_at = NULL WHERE number = ?", {revocation.number.value});
    queue_order_mail(transaction, *order, model::kRevocationRefused, {{"REASON_TEXT", refusal}}, now);
    Event event = order_event(*order, "certificate_revocation_refused", {kJobs});
    event.content["answer"] = refusal;
    add_event(transaction, event, now);
  });
}

void mark_surplus_refused(Database& database, const ClaimedRevocation& revocation, std::string_view text,
                          std::optional<Time> next_try_at) {
  database.run("UPDATE [surplus_certificate] SET next_try_at = ?, answer = ? WHERE sha256 = ? AND revoked_at IS NULL",
               {next_try_at, one_line(text, kLongestAnswer), revocation.sha256});
}

std::vector<RefusedSurplus> list_refused_surplus(Database& database) {
  std::vector<RefusedSurplus> refused;
  Rows rows = database.read(
      "SELECT issuer, number, answer FROM [surplus_certificate] WHERE revoked_at IS NULL AND next_try_at IS NOT NULL "
      "AND "
      "answer <> '' ORDER BY issuer, number",
      {});
  while (rows.next()) {
    if (refused.empty() || refused.back().issuer != rows.text(1))
      refused.push_back({rows.text(1), 0, {static_cast<std::uint64_t>(rows.number(2))}, rows.text(3)});
    ++refused.back().certificates;
  }
  return refused;
}

void keep_revocation(Database& database, const ClaimedRevocation& revocation, Time next_try_at) {
  if (revocation.is_surplus)
    database.run("UPDATE [surplus_certificate] SET next_try_at = ? WHERE sha256 = ? AND revoked_at IS NULL",
                 {next_try_at, revocation.sha256});
  else
    database.run(
        "UPDATE [revocation] SET claim = NULL, next_try_at = ? WHERE number = ? AND claim = ? AND revoked_at "
        "IS NULL",
        {next_try_at, revocation.number.value, revocation.claim});
}

}  // namespace certportal::store
