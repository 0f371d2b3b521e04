// Accounts, pending registrations and password-reset links. Tokens come in hashed (secret/token.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

enum class Role { contact, officer };
std::string_view name(Role role);  // "contact", as in SQL and on the command line
std::optional<Role> parse_role(std::string_view name);

struct Account {
  model::AccountId id;
  std::string email;  // normalised, see model/email.h
  std::string name;
  std::string phone;
  std::string locale;  // "" : none chosen
  Role role = Role::contact;
  std::string password_hash;
  bool is_locked = false;
  Time created_at;
  bool has_second_factor = false;
};

std::optional<Account> find_account(Database& database, std::string_view email);
std::vector<Account> list_accounts(Database& database);  // by address

// A contact's account, not locked; see update_role(). nullopt: the address has an account already. `account.id`,
// `role`, `created_at`, `is_locked` and `has_second_factor` are not looked at.
std::optional<model::AccountId> add_account(Transaction& transaction, const Account& account, Time now);

void update_profile(Transaction& transaction, model::AccountId id, std::string_view name, std::string_view phone,
                    std::string_view locale);
// The language of the pages that the account signed in with last: that of its mails as long as it has chosen none.
void update_seen_locale(Transaction& transaction, model::AccountId id, std::string_view locale);
// The same password, hashed anew.
void update_password_hash(Transaction& transaction, model::AccountId id, std::string_view password_hash);
// The next two void the account's reset links, and a change of its address under way.
void update_password(Transaction& transaction, model::AccountId id, std::string_view password_hash);
void update_lock(Transaction& transaction, model::AccountId id, std::optional<Time> locked_at);
// False: another account has the address; nothing was changed. It voids the links, too, and pending registrations of
// the address.
bool update_email(Transaction& transaction, model::AccountId id, std::string_view email, Time now);
void update_role(Transaction& transaction, model::AccountId id, Role role);

// Takes the row by a write until the transaction ends: on a cluster too, where a lock holds on one node only. False: it
// is locked, or there is none.
bool take_account(Transaction& transaction, model::AccountId id);
// Likewise; false, too, if it no longer has this address.
bool take_account(Transaction& transaction, model::AccountId id, std::string_view email);
// Likewise; false, too, if it has another password than `read`, or now a second factor, or none any more: what was
// compared with `read` before the transaction began proves nothing then.
bool take_unchanged_account(Transaction& transaction, const Account& read);

// Locks the account's row. False: it still is the technical contact of an organisation, or gone.
bool lock_deletable_account(Transaction& transaction, model::AccountId id);
// The row alone, see account_changes.h. Precondition: lock_deletable_account().
void delete_account_row(Transaction& transaction, model::AccountId id);

struct Registration {
  std::string token_hash;
  std::string browser_hash;  // of the cookie that the registering browser got
  std::string email;
  std::string name;
  std::string phone;
  std::string locale;
  std::string password_hash;
  Time expires_at;
};

void add_registration(Transaction& transaction, const Registration& registration);
std::optional<Registration> find_registration(Database& database, std::string_view token_hash, Time now);

// Takes the registration away, and the address's other pending ones. False: it is gone already.
bool take_registration(Transaction& transaction, const Registration& registration, Time now);

// Without an account the link leads nowhere.
void add_password_reset(Transaction& transaction, std::string_view token_hash, std::optional<model::AccountId> account,
                        Time expires_at);
std::optional<Account> find_password_reset(Database& database, std::string_view token_hash, Time now);

// Takes the link, and the account's other ones, away. False: it is gone already.
bool take_password_reset(Transaction& transaction, std::string_view token_hash, model::AccountId account, Time now);

}  // namespace certportal::store
