// Reminders of one certificate: shown, muted until a day, and not muted any more; and the mails that an account got.
#pragma once

#include "portal/own_certificate.h"
#include "portal/portal.h"
#include "view/reminders.h"

namespace certportal::portal {

Result<http::Response> post_mute(Visit& visit);           // :number; until
Result<http::Response> post_unmute(Visit& visit);         // :number
Result<http::Response> show_account_mails(Visit& visit);  // never their content

view::ReminderFacts make_reminders(Visit& visit, const OwnCertificate& own);

}  // namespace certportal::portal
