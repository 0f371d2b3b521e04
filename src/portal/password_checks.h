// What the pages that take a password share: the bound on hashing, the throttle before it, the rating of new ones.
#pragma once

#include <string>
#include <vector>

#include "portal/portal.h"
#include "secret/hash_slot.h"
#include "view/form.h"

namespace certportal::portal {

// Counts a try at `form` ("login", …) for this account or typed address, and for the client's network; the error
// (rate_limited) says how long to wait. Ask it before hashing. Limits off: always fine.
Result<void> take_password_try(Visit& visit, std::string_view form, std::string_view address);
void give_back_password_try(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address);

// One of the places for hashing on this host; error (rate_limited) if all stay taken.
Result<secret::HashSlot> take_hash_slot(Visit& visit);

// Checks `password` and `password_repeat` of the form against the rules; what is wrong is added to `form`.
void check_new_password(const Visit& visit, view::FormState& form, const std::string& email, const std::string& name);

// True once an hour and three times at most for each address and kind of mail: nobody fills a stranger's mailbox.
bool may_mail(Visit& visit, store::Transaction& transaction, std::string_view kind, std::string_view address);

// The form as sent, to be shown again; passwords are left out by the view.
view::FormState sent_form(const Visit& visit);

}  // namespace certportal::portal
