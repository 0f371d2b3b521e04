// Browsers that an account signed in with, each known by a cookie of its own.
#pragma once

#include <string_view>

#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

enum class Device { known, first, other };

// Whether this account was signed in to from the browser with this token.
bool is_known_device(Database& database, std::string_view email, std::string_view token_hash);

// Notes a sign-in from the browser with this token: `first` of the account, or an `other` than those it is known with.
// Precondition: the account's row was taken in this transaction.
Device note_device(Transaction& transaction, model::AccountId account, std::string_view token_hash, Time now);

// All of the account's: each is a new one then.
void forget_devices(Transaction& transaction, model::AccountId account);

}  // namespace certportal::store
