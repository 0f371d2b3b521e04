#include "store/devices.h"

namespace certportal::store {

bool is_known_device(Database& database, std::string_view email, std::string_view token_hash) {
  return database
      .read("SELECT 1 FROM [device] d JOIN [account] a ON a.id = d.account_id WHERE a.email = ? AND d.token_hash = ?",
            {email, token_hash})
      .next();
}

Device note_device(Transaction& transaction, model::AccountId account, std::string_view token_hash, Time now) {
  bool knows_any = transaction.read("SELECT 1 FROM [device] WHERE account_id = ? LIMIT 1", {account.value}).next();
  if (knows_any && transaction
                       .read("SELECT 1 FROM [device] WHERE account_id = ? AND token_hash = ? FOR UPDATE",
                             {account.value, token_hash})
                       .next()) {
    transaction.run("UPDATE [device] SET last_used_at = ? WHERE account_id = ? AND token_hash = ?",
                    {now, account.value, token_hash});
    return Device::known;
  }
  transaction.run("INSERT INTO [device] (account_id, token_hash, last_used_at) VALUES (?, ?, ?)",
                  {account.value, token_hash, now});
  return knows_any ? Device::other : Device::first;
}

void forget_devices(Transaction& transaction, model::AccountId account) {
  transaction.run("DELETE FROM [device] WHERE account_id = ?", {account.value});
}

}  // namespace certportal::store
