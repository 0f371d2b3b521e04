// An account's columns and how they are read: for the files of store/ that name them in SQL.
#pragma once

#include "store/accounts.h"

namespace certportal::store {

#define ACCOUNT_COLUMNS \
  "a.id, a.email, a.name, a.phone, a.locale, a.role, a.password_hash, a.locked_at, a.created_at, a.has_second_factor"

Account read_account(const Rows& rows);

}  // namespace certportal::store
