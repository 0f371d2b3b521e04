#include "store/accounts.h"

#include "base/broken.h"
#include "store/account_rows.h"

namespace certportal::store {
namespace {

std::optional<Account> first_account(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_account(rows);
}

// What was mailed to be used later.
void delete_links(Transaction& transaction, model::AccountId account) {
  transaction.run("DELETE FROM [password_reset] WHERE account_id = ?", {account.value});
  transaction.run("DELETE FROM [address_change] WHERE account_id = ?", {account.value});
}

}  // namespace

Account read_account(const Rows& rows) {
  auto role = parse_role(rows.text(6));
  if (!role) throw Broken("account has unknown role: " + rows.text(6));
  return {{static_cast<std::uint64_t>(rows.number(1))},
          rows.text(2),
          rows.text(3),
          rows.text(4),
          rows.text(5),
          *role,
          rows.text(7),
          !rows.is_null(8),
          rows.time(9),
          rows.number(10) != 0};
}

std::string_view name(Role role) { return role == Role::officer ? "officer" : "contact"; }

std::optional<Role> parse_role(std::string_view name) {
  if (name == "contact") return Role::contact;
  if (name == "officer") return Role::officer;
  return std::nullopt;
}

std::optional<Account> find_account(Database& database, std::string_view email) {
  return first_account(database.read("SELECT " ACCOUNT_COLUMNS " FROM [account] a WHERE a.email = ?", {email}));
}

std::vector<Account> list_accounts(Database& database) {
  std::vector<Account> accounts;
  Rows rows = database.read("SELECT " ACCOUNT_COLUMNS " FROM [account] a ORDER BY a.email");
  while (rows.next()) accounts.push_back(read_account(rows));
  return accounts;
}

std::optional<model::AccountId> add_account(Transaction& transaction, const Account& account, Time now) {
  // The column `role` is not named: workers may not write it (sql/grants.sql), and its default is "contact".
  bool added = transaction.insert(
      "INSERT INTO [account] (email, name, phone, locale, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
      {account.email, account.name, account.phone, account.locale, account.password_hash, now});
  if (!added) return std::nullopt;
  return model::AccountId{transaction.last_id()};
}

void update_profile(Transaction& transaction, model::AccountId id, std::string_view name, std::string_view phone,
                    std::string_view locale) {
  transaction.run("UPDATE [account] SET name = ?, phone = ?, locale = ? WHERE id = ?", {name, phone, locale, id.value});
}

void update_seen_locale(Transaction& transaction, model::AccountId id, std::string_view locale) {
  transaction.run("UPDATE [account] SET seen_locale = ? WHERE id = ?", {locale, id.value});
}

void update_password_hash(Transaction& transaction, model::AccountId id, std::string_view password_hash) {
  transaction.run("UPDATE [account] SET password_hash = ? WHERE id = ?", {password_hash, id.value});
}

void update_password(Transaction& transaction, model::AccountId id, std::string_view password_hash) {
  update_password_hash(transaction, id, password_hash);
  delete_links(transaction, id);
}

void update_role(Transaction& transaction, model::AccountId id, Role role) {
  transaction.run("UPDATE [account] SET role = ? WHERE id = ?", {name(role), id.value});
}

void update_lock(Transaction& transaction, model::AccountId id, std::optional<Time> locked_at) {
  transaction.run("UPDATE [account] SET locked_at = ? WHERE id = ?", {locked_at, id.value});
  delete_links(transaction, id);
}

bool take_account(Transaction& transaction, model::AccountId id) {
  return transaction.run("UPDATE [account] SET handover_lock = handover_lock + 1 WHERE id = ? AND locked_at IS NULL",
                         {id.value}) == 1;
}

bool take_account(Transaction& transaction, model::AccountId id, std::string_view email) {
  return transaction.run(
             "UPDATE [account] SET handover_lock = handover_lock + 1 WHERE id = ? AND email = ? AND "
             "locked_at IS NULL",
             {id.value, email}) == 1;
}

bool take_unchanged_account(Transaction& transaction, const Account& read) {
  return transaction.run(
             "UPDATE [account] SET handover_lock = handover_lock + 1 WHERE id = ? AND password_hash = ? AND "
             "has_second_factor = ? AND locked_at IS NULL",
             {read.id.value, read.password_hash, read.has_second_factor ? 1 : 0}) == 1;
}

bool update_email(Transaction& transaction, model::AccountId id, std::string_view email, Time now) {
  if (!transaction.insert("UPDATE [account] SET email = ?, address_since = ? WHERE id = ?", {email, now, id.value}))
    return false;
  delete_links(transaction, id);
  transaction.run("DELETE FROM [registration] WHERE email = ?", {email});
  return true;
}

bool lock_deletable_account(Transaction& transaction, model::AccountId id) {
  if (!transaction.read("SELECT 1 FROM [account] WHERE id = ? FOR UPDATE", {id.value}).next()) return false;
  return !transaction.read("SELECT 1 FROM [organisation] WHERE technical_contact_id = ? LIMIT 1", {id.value}).next();
}

void delete_account_row(Transaction& transaction, model::AccountId id) {
  transaction.run("DELETE FROM [account] WHERE id = ?", {id.value});
}

void add_registration(Transaction& transaction, const Registration& registration) {
  transaction.run(
      "INSERT INTO [registration] (token_hash, browser_hash, email, name, phone, locale, password_hash, expires_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {registration.token_hash, registration.browser_hash, registration.email, registration.name, registration.phone,
       registration.locale, registration.password_hash, registration.expires_at});
}

std::optional<Registration> find_registration(Database& database, std::string_view token_hash, Time now) {
  Rows rows = database.read(
      "SELECT token_hash, browser_hash, email, name, phone, locale, password_hash, expires_at FROM [registration] "
      "WHERE token_hash = ? AND expires_at > ?",
      {token_hash, now});
  if (!rows.next()) return std::nullopt;
  return Registration{rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                      rows.text(5), rows.text(6), rows.text(7), rows.time(8)};
}

bool take_registration(Transaction& transaction, const Registration& registration, Time now) {
  if (transaction.run("DELETE FROM [registration] WHERE token_hash = ? AND expires_at > ?",
                      {registration.token_hash, now}) != 1)
    return false;
  transaction.run("DELETE FROM [registration] WHERE email = ?", {registration.email});
  return true;
}

void add_password_reset(Transaction& transaction, std::string_view token_hash, std::optional<model::AccountId> account,
                        Time expires_at) {
  std::optional<std::uint64_t> account_id;
  if (account) account_id = account->value;
  transaction.run("INSERT INTO [password_reset] (token_hash, account_id, expires_at) VALUES (?, ?, ?)",
                  {token_hash, account_id, expires_at});
}

std::optional<Account> find_password_reset(Database& database, std::string_view token_hash, Time now) {
  return first_account(database.read("SELECT " ACCOUNT_COLUMNS
                                     " FROM [password_reset] r JOIN [account] a ON a.id = r.account_id "
                                     "WHERE r.token_hash = ? AND r.expires_at > ?",
                                     {token_hash, now}));
}

bool take_password_reset(Transaction& transaction, std::string_view token_hash, model::AccountId account, Time now) {
  if (transaction.run("DELETE FROM [password_reset] WHERE token_hash = ? AND account_id = ? AND expires_at > ?",
                      {token_hash, account.value, now}) != 1)
    return false;
  delete_links(transaction, account);
  return true;
}

}  // namespace certportal::store
