// Mails: subject and body as plain text in the reader's language, from templates/mails/KIND.mail.tpl.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "view/site.h"

namespace certportal::view {

struct MailText {
  std::string subject;  // one line
  std::string body;     // lines end in "\n", readable at 72 columns
};

// `values` by variable name, all UTF-8 without control characters; BRAND and SUPPORT_EMAIL are set here.
// Kinds and their values:
//   registration_confirm        LINK HOURS, NAME where there is one
//   registration_known_address  NAME LOGIN_LINK FORGOT_LINK
//   password_reset              NAME LINK HOURS
//   password_changed            NAME TIME FORGOT_LINK     (TIME: format_time() or any text)
// Error (Code::not_found, text in log): no such kind, or a value with a control character.
Result<MailText> render_mail(const Site& site, std::string_view kind, std::string_view language,
                             const std::map<std::string, std::string>& values);

}  // namespace certportal::view
