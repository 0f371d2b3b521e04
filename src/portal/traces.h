// What a page leaves behind in the transaction of its change: mails in the outbox, audit events.
#pragma once

#include <string>

#include "portal/portal.h"
#include "store/account_changes.h"

namespace certportal::portal {

// Queues the mail, with `token` sealed for jobs ("": none).
void queue_mail(Visit& visit, store::Transaction& transaction, store::Mail mail, const std::string& token = {});

// Whether one more mail that a stranger can cause may go to this address: three, then one an hour, so that nobody
// fills another's mailbox. Counts it. Limits off: always.
bool may_mail(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address);
// Likewise: how long to wait instead, 0 if it may go.
Seconds take_mail(Visit& visit, store::Transaction& transaction, std::string_view form, std::string_view address);

// The signed-in account …
store::Actor actor_of(const Visit& visit);
// … or whoever reads the mails of this address: a link of theirs was used, by nobody who is signed in with it.
store::Actor actor_of_link(const Visit& visit, const std::string& address);

// An event whose actor is the signed-in account …
store::Event event_of(const Visit& visit, std::string kind);
// … or this one, which the event also concerns.
store::Event event_of(const Visit& visit, std::string kind, const store::Account& actor);

}  // namespace certportal::portal
