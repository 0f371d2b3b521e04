// What the pages that take a password share: the throttle and the bound on hashing before it, the comparison with the
// present one, the rating of a new one.
#pragma once

#include <string>

#include "portal/portal.h"
#include "secret/hash_slot.h"
#include "view/form.h"

namespace certportal::portal {

// What tries at an account count under, so that strangers who keep its address in a pause do not keep its owner out:
// the session that it is signed in with here, else this browser if it was signed in to from it before, else the
// address, for all strangers together. Whoever has more than the last got in before, with every factor.
std::string counted_as(Visit& visit, const std::string& email);
// Counted apart from the address: under what has this hash, such as a link by mail.
std::string counted_apart(const std::string& email, std::string_view token_hash);

// Asked before a password is hashed. Counts a try in `form` ("login", …) under `counted`, and for the client's network,
// then takes one of the places for hashing on this host. Errors (rate_limited) say how long to wait; a try that found
// no place counts no more. Limits off: always granted.
Result<secret::HashSlot> take_password_try(Visit& visit, std::string_view form, std::string_view counted);

// The password was right: the tries under `counted` are forgotten, the network's one is given back.
void give_back_password_try(Visit& visit, store::Transaction& transaction, std::string_view form,
                            std::string_view counted);

// Likewise after check_current_password().
void give_back_current_password_try(Visit& visit, store::Transaction& transaction);

// A new password was set by mail: tries at the old one count no more.
void forget_password_tries(Visit& visit, store::Transaction& transaction, std::string_view form,
                           std::string_view counted);

// Counts a try of a form that sends mails and takes no present password ("register", "forgot"); nothing is given back.
Result<void> count_form_try(Visit& visit, std::string_view form, std::string_view address);

// Counts a try of a second factor's code, as strictly as one of a password; given back under the form "code".
Result<void> count_code_try(Visit& visit, std::string_view counted);

// A place for hashing alone; error (rate_limited) if all stay taken.
Result<secret::HashSlot> take_hash_slot(Visit& visit);

// Compares the field `current_password` with the signed-in account's, and `code` with its second factor if it has one.
// A wrong or missing one is added to `form` and gives nullopt; else the account as stored, for
// store::take_unchanged_account. The code is used up then, so ask this last. Errors: rate_limited. The caller gives the
// try back in the transaction that follows.
Result<std::optional<store::Account>> check_current_password(Visit& visit, view::FormState& form);

// Checks `password` and `password_repeat` of the form against the rules; what is wrong is added to `form`.
void check_new_password(const Visit& visit, view::FormState& form, const std::string& email, const std::string& name);

}  // namespace certportal::portal
