#include "store/second_factors.h"

#include "store/account_rows.h"

namespace certportal::store {

std::optional<SecondFactor> find_second_factor(Database& database, model::AccountId account) {
  Rows rows = database.read(
      "SELECT secret, created_at, (SELECT COUNT(*) FROM [recovery_code] c WHERE c.account_id = f.account_id) "
      "FROM [second_factor] f WHERE account_id = ?",
      {account.value});
  if (!rows.next()) return std::nullopt;
  return SecondFactor{rows.text(1), rows.time(2), static_cast<long>(rows.number(3))};
}

bool set_second_factor(Transaction& transaction, model::AccountId account, std::string_view locked_secret,
                       std::uint64_t used_step, Time now) {
  if (!transaction.insert(
          "INSERT INTO [second_factor] (account_id, kind, secret, used_step, created_at) VALUES (?, 'totp', ?, ?, ?)",
          {account.value, locked_secret, used_step, now}))
    return false;
  transaction.run("UPDATE [account] SET has_second_factor = TRUE WHERE id = ?", {account.value});
  return true;
}

void set_recovery_codes(Transaction& transaction, model::AccountId account, const std::vector<std::string>& hashes) {
  transaction.run("DELETE FROM [recovery_code] WHERE account_id = ?", {account.value});
  for (const std::string& hash : hashes)
    transaction.run("INSERT INTO [recovery_code] (account_id, code_hash) VALUES (?, ?)", {account.value, hash});
}

bool end_second_factor(Transaction& transaction, model::AccountId account) {
  transaction.run("UPDATE [account] SET has_second_factor = FALSE WHERE id = ?", {account.value});
  transaction.run("DELETE FROM [recovery_code] WHERE account_id = ?", {account.value});
  return transaction.run("DELETE FROM [second_factor] WHERE account_id = ?", {account.value}) == 1;
}

bool take_totp_step(Transaction& transaction, model::AccountId account, std::string_view locked_secret,
                    std::uint64_t step) {
  return transaction.run(
             "UPDATE [second_factor] SET used_step = ? WHERE account_id = ? AND secret = ? AND used_step < ?",
             {step, account.value, locked_secret, step}) == 1;
}

bool take_recovery_code(Transaction& transaction, model::AccountId account, std::string_view hash) {
  return transaction.run("DELETE FROM [recovery_code] WHERE account_id = ? AND code_hash = ?", {account.value, hash}) ==
         1;
}

void add_pending_sign_in(Transaction& transaction, std::string_view token_hash, model::AccountId account,
                         Time expires_at) {
  transaction.run("INSERT INTO [pending_sign_in] (token_hash, account_id, expires_at) VALUES (?, ?, ?)",
                  {token_hash, account.value, expires_at});
}

std::optional<Account> find_pending_sign_in(Database& database, std::string_view token_hash, Time now) {
  Rows rows = database.read("SELECT " ACCOUNT_COLUMNS
                            " FROM [pending_sign_in] p JOIN [account] a ON a.id = p.account_id "
                            "WHERE p.token_hash = ? AND p.expires_at > ? AND a.locked_at IS NULL",
                            {token_hash, now});
  if (!rows.next()) return std::nullopt;
  return read_account(rows);
}

bool take_pending_sign_in(Transaction& transaction, std::string_view token_hash, Time now) {
  return transaction.run("DELETE FROM [pending_sign_in] WHERE token_hash = ? AND expires_at > ?", {token_hash, now}) ==
         1;
}

void end_pending_sign_ins(Transaction& transaction, model::AccountId account) {
  transaction.run("DELETE FROM [pending_sign_in] WHERE account_id = ?", {account.value});
}

}  // namespace certportal::store
