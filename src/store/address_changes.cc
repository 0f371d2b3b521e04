#include "store/address_changes.h"

#include "base/broken.h"
#include "store/account_changes.h"

namespace certportal::store {
namespace {

#define ADDRESS_CHANGE_COLUMNS "c.account_id, c.new_email, c.old_confirmed_at, c.new_confirmed_at, c.expires_at"

AddressChange read_change(const Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.number(1))},
          rows.text(2),
          rows.optional_time(3),
          rows.optional_time(4),
          rows.time(5)};
}

const char* confirming(AddressSide side) {
  return side == AddressSide::old_address
             ? "UPDATE [address_change] SET old_confirmed_at = ? WHERE account_id = ? AND old_token_hash = ? AND "
               "old_confirmed_at IS NULL AND expires_at > ?"
             : "UPDATE [address_change] SET new_confirmed_at = ? WHERE account_id = ? AND new_token_hash = ? AND "
               "new_confirmed_at IS NULL AND expires_at > ?";
}

Event link_event(const AddressLink& link, std::string kind, const Actor& actor) {
  Event event{std::move(kind), actor, link.account.id};
  event.content = {{"from", link.account.email}, {"to", link.change.new_email}};
  return event;
}

// Whoever has the address is told; that nothing came of the change stands nowhere else.
void tell_taken(Transaction& transaction, const AddressLink& link, std::string_view language, const Actor& actor,
                Time now) {
  end_address_change(transaction, link.account.id);
  Account owner;
  Rows rows = transaction.read("SELECT email, name, locale FROM [account] WHERE email = ?", {link.change.new_email});
  if (rows.next()) {
    owner.email = rows.text(1);
    owner.name = rows.text(2);
    owner.locale = rows.text(3);
    queue_mail(transaction, address_taken_mail(link.account, owner, language), now);
  }
  add_event(transaction, link_event(link, "address_change_failed", actor), now);
}

}  // namespace

std::string_view name(AddressSide side) { return side == AddressSide::old_address ? "old" : "new"; }

void add_address_change(Transaction& transaction, const AddressChangeRequest& request, Time now) {
  end_address_change(transaction, request.account);
  if (!transaction.insert(
          "INSERT INTO [address_change] (account_id, new_email, old_token_hash, new_token_hash, requested_at, "
          "expires_at) VALUES (?, ?, ?, ?, ?, ?)",
          {request.account.value, request.new_email, request.old_token_hash, request.new_token_hash, now,
           request.expires_at}))
    throw Broken("change of address refused by the database");
}

std::optional<AddressChange> find_address_change(Database& database, model::AccountId account, Time now) {
  Rows rows = database.read("SELECT " ADDRESS_CHANGE_COLUMNS
                            " FROM [address_change] c WHERE c.account_id = ? AND c.expires_at > ?",
                            {account.value, now});
  if (!rows.next()) return std::nullopt;
  return read_change(rows);
}

std::optional<AddressLink> find_address_link(Database& database, std::string_view token_hash, Time now) {
  Rows rows = database.read("SELECT " ADDRESS_CHANGE_COLUMNS
                            ", c.old_token_hash = ?, a.email, a.name, a.locale FROM [address_change] c "
                            "JOIN [account] a ON a.id = c.account_id "
                            "WHERE c.expires_at > ? AND a.locked_at IS NULL AND "
                            "(c.old_token_hash = ? OR "
                            "(c.new_token_hash = ? AND c.new_confirmed_at IS NULL))",
                            {token_hash, now, token_hash, token_hash});
  if (!rows.next()) return std::nullopt;
  AddressLink link{rows.number(6) != 0 ? AddressSide::old_address : AddressSide::new_address, read_change(rows), {}};
  link.account.id = link.change.account;
  link.account.email = rows.text(7);
  link.account.name = rows.text(8);
  link.account.locale = rows.text(9);
  return link;
}

bool end_address_change(Transaction& transaction, model::AccountId account) {
  return transaction.run("DELETE FROM [address_change] WHERE account_id = ?", {account.value}) == 1;
}

bool confirm_address_change(Transaction& transaction, const AddressLink& link, std::string_view token_hash,
                            std::string_view kept_session, std::string_view language, const Actor& actor, Time now) {
  const AddressChange& change = link.change;
  // The account first: of two confirmations at once the second one finds the first.
  if (!take_account(transaction, change.account) ||
      transaction.run(confirming(link.side), {now, change.account.value, token_hash, now}) != 1)
    return false;
  Event event = link_event(link, "address_change_confirmed", actor);
  event.content["address"] = name(link.side);
  add_event(transaction, event, now);
  if (!transaction
           .read("SELECT 1 FROM [address_change] WHERE account_id = ? AND old_confirmed_at IS NOT NULL AND "
                 "new_confirmed_at IS NOT NULL",
                 {change.account.value})
           .next())
    return true;
  if (!change_address(transaction, link.account, change.new_email, kept_session, language,
                      link_event(link, "address_changed", actor), now))
    tell_taken(transaction, link, language, actor, now);
  return true;
}

bool refuse_address_change(Transaction& transaction, const AddressLink& link, std::string_view token_hash,
                           const Actor& actor, Time now) {
  if (transaction.run("DELETE FROM [address_change] WHERE account_id = ? AND old_token_hash = ? AND expires_at > ?",
                      {link.change.account.value, token_hash, now}) != 1)
    return false;
  add_event(transaction, link_event(link, "address_change_refused", actor), now);
  return true;
}

}  // namespace certportal::store
