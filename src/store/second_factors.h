// The second factor of accounts, its recovery codes, and sign-ins that wait for it. Codes and tokens come in hashed
// (secret/token.h), the factor's secret locked (secret/locked_box.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/accounts.h"

namespace certportal::store {

struct SecondFactor {
  std::string locked_secret;
  Time created_at;
  long recovery_codes = 0;  // that are left
};

std::optional<SecondFactor> find_second_factor(Database& database, model::AccountId account);

// The code of `used_step` has been taken. False: the account has a second factor already; nothing was done.
// Precondition: take_unchanged_account().
bool set_second_factor(Transaction& transaction, model::AccountId account, std::string_view locked_secret,
                       std::uint64_t used_step, Time now);

// In place of those that are left.
void set_recovery_codes(Transaction& transaction, model::AccountId account, const std::vector<std::string>& hashes);

// With the recovery codes. False: there is none.
bool end_second_factor(Transaction& transaction, model::AccountId account);

// Takes the code of a step. False: it, or a later one, was taken before, or the secret is another one by now.
bool take_totp_step(Transaction& transaction, model::AccountId account, std::string_view locked_secret,
                    std::uint64_t step);

// False: unknown, or used.
bool take_recovery_code(Transaction& transaction, model::AccountId account, std::string_view hash);

void add_pending_sign_in(Transaction& transaction, std::string_view token_hash, model::AccountId account,
                         Time expires_at);

// nullopt: unknown, over, or the account is locked.
std::optional<Account> find_pending_sign_in(Database& database, std::string_view token_hash, Time now);

// False: it is gone already.
bool take_pending_sign_in(Transaction& transaction, std::string_view token_hash, Time now);

// All of the account's.
void end_pending_sign_ins(Transaction& transaction, model::AccountId account);

}  // namespace certportal::store
