// What the operator's commands share: the operator's database, and finding by address or reference.
#pragma once

#include <memory>
#include <string_view>

#include "base/config.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/organisations.h"

namespace certportal::admin {

// With the schema of this program, else an error that says to migrate. Errors: text in log. Throws Unavailable.
Result<std::unique_ptr<store::Database>> open_database(const Config& config);

// Errors (not_found, or invalid for what is no address or reference): text in log.
Result<store::Account> get_account(store::Database& database, std::string_view typed_email);
Result<store::Organisation> get_organisation(store::Database& database, std::string_view reference);

// Who sits at the keyboard (admin/actor.h) …
store::Actor operator_actor();
// … and an event of theirs.
store::Event operator_event(std::string kind);

}  // namespace certportal::admin
