// Another e-mail address for one's own account, confirmed at the old and at the new address by mail.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_account_email(Visit& visit);
Result<http::Response> post_account_email(Visit& visit);
Result<http::Response> post_account_email_withdraw(Visit& visit);

// Behind the mails' links, signed in or not.
Result<http::Response> show_email_confirm(Visit& visit);
Result<http::Response> post_email_confirm(Visit& visit);
Result<http::Response> post_email_refuse(Visit& visit);
Result<http::Response> show_email_confirmed(Visit& visit);
Result<http::Response> show_email_refused(Visit& visit);

}  // namespace certportal::portal
