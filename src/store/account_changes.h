// Changes of an account together with all that hangs on them, for pages and operator alike.
#pragma once

#include <string_view>

#include "model/mail_kind.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/outbox.h"

namespace certportal::store {

// A mail to the account's owner, with NAME set, in the account's language; `language` where it has chosen none.
Mail mail_to(const Account& account, const model::MailKind& kind, std::string_view language);

// The new hash; reset links void, all sessions ended, a notice mailed, the event added.
void change_password(Transaction& transaction, const Account& account, std::string_view password_hash,
                     std::string_view language, const Event& event, Time now);

// Likewise without the old one, by a link that came by mail or by the operator: somebody else may have had the account,
// and have started handovers. Those that the account hands over are withdrawn (handover.md, rule 8); its
// calendar feed ends, and no browser is known any more.
void reset_password(Transaction& transaction, const Account& account, std::string_view password_hash,
                    std::string_view language, const Event& event, Time now);

// What follows on a second factor that was set or ended: all sessions ended, a notice of this kind mailed, the event
// added.
void after_second_factor(Transaction& transaction, const Account& account, const model::MailKind& kind,
                         std::string_view language, const Event& event, Time now);
// The mails of a change of the account's address to `email`: to both that are to confirm it, without a token yet …
Mail confirm_old_mail(const Account& account, const std::string& email, std::string_view language);
Mail confirm_new_mail(const Account& account, const std::string& email, std::string_view language);
// … or instead of the second to whoever has that address.
Mail address_taken_mail(const Account& account, const Account& owner, std::string_view language);

// Another address, and so another identity (handover.md, rule 10): links that were mailed are void, all sessions
// but `kept_session` (its token hash; "": none) ended, open handovers of both directions withdrawn (rule 8),
// both addresses told, the event added. False: another account has the address; nothing was done.
bool change_address(Transaction& transaction, const Account& account, const std::string& email,
                    std::string_view kept_session, std::string_view language, const Event& event, Time now);

// Locked: reset links void, all sessions ended, open handovers of both directions withdrawn, the event added.
void lock_account(Transaction& transaction, const Account& account, const Event& event, Time now);

// Open handovers withdrawn, the account with all that is its own deleted, a notice mailed, the event added. False: it
// still is the technical contact of an organisation, or gone; nothing was done.
bool delete_account(Transaction& transaction, const Account& account, std::string_view language, const Event& event,
                    Time now);

}  // namespace certportal::store
