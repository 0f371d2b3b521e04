// Changes of an account's address under way: each takes place once both the old and the new address have confirmed it
// by the link mailed there. What it brings along: change_address() in store/account_changes.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/accounts.h"
#include "store/audit.h"
#include "store/sessions.h"

namespace certportal::store {

enum class AddressSide { old_address, new_address };
std::string_view name(AddressSide side);  // "old", "new", as in mails and events

struct AddressChange {
  model::AccountId account;
  std::string new_email;
  std::optional<Time> old_confirmed_at;
  std::optional<Time> new_confirmed_at;
  Time expires_at;
};

struct AddressChangeRequest {
  model::AccountId account;
  std::string new_email;
  std::string old_token_hash;
  std::string new_token_hash;
  Time expires_at;
};

// Takes the place of an earlier one. Precondition: the account's row is taken.
void add_address_change(Transaction& transaction, const AddressChangeRequest& request, Time now);

// The account's, unless its time is over.
std::optional<AddressChange> find_address_change(Database& database, model::AccountId account, Time now);

// What a mailed link stands for. nullopt: unknown, over, used or replaced.
struct AddressLink {
  AddressSide side = AddressSide::old_address;
  AddressChange change;
  Account account;
};
std::optional<AddressLink> find_address_link(Database& database, std::string_view token_hash, Time now);

// False: there was none.
bool end_address_change(Transaction& transaction, model::AccountId account);

// Confirms the link's side; the second of the two makes the change, with all that it brings along. Where the new
// address has an account by then, that one is told by mail instead, and nobody else. `kept_session`: as of
// change_address(). False: the link is gone.
bool confirm_address_change(Transaction& transaction, const AddressLink& link, std::string_view token_hash,
                            std::string_view kept_session, std::string_view language, const Actor& actor, Time now);

// The old address's "no". False: the link is gone.
bool refuse_address_change(Transaction& transaction, const AddressLink& link, std::string_view token_hash,
                           const Actor& actor, Time now);

}  // namespace certportal::store
