// Mails: subject and body as plain text in the reader's language, from templates/mails/KIND.mail.tpl.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "view/site.h"

namespace certportal::view {

struct MailText {
  std::string subject;  // one line, at most 72 characters but for what no cut name helps
  std::string body;     // lines end in "\n", readable at 72 columns
  std::string html;     // the same as a small HTML document without anything loaded from outside
};

using MailValues = std::map<std::string, std::string>;

// `languages`: one; or several where nobody knows which the reader speaks: the mail then says the same in each, the
// first on top. Not empty.
// `rows`: section ROW, once for each; HAS_ROWS shows with the first, ONE_ROW or SOME_ROWS holds its values and
// ROWS, how many there are with MORE. A value that is not empty shows the section HAS_NAME-OF-IT; SIDE (contact,
// successor) and REASON (name(WithdrawReason)) show SIDE_CONTACT, REASON_ACCOUNT_LOCKED, …; names ending in _AT or _ON
// hold a UTC time as to_sql() writes it, shown as date and time, or as a date; X_AT makes a date X_ON, too.
// A template's first line is the subject; a long name in it is cut so that it has at most 72 characters. "> text"
// before a link is what its button says.
// `values` by variable name, all UTF-8 without control characters; BRAND, SUPPORT_EMAIL and IMPRINT_URL are set here.
// Kinds and their values:
//   registration_confirm        LINK HOURS, NAME where there is one
//   registration_known_address  NAME LOGIN_LINK FORGOT_LINK
//   password_reset              NAME LINK HOURS
//   password_changed            NAME QUEUED_AT FORGOT_LINK
//   second_factor_set           NAME QUEUED_AT FORGOT_LINK
//   second_factor_ended         NAME QUEUED_AT FORGOT_LINK SECOND_FACTOR_LINK
//   recovery_code_used          NAME QUEUED_AT FORGOT_LINK SECOND_FACTOR_LINK LEFT
//   signed_in_elsewhere         NAME QUEUED_AT FORGOT_LINK CLIENT, BROWSER where it is known
//   address_change_new          LINK HOURS OLD_EMAIL NEW_EMAIL; no text typed by a user
//   address_change_old          NAME LINK HOURS OLD_EMAIL NEW_EMAIL FORGOT_LINK
//   address_change_taken        NAME OLD_EMAIL NEW_EMAIL LOGIN_LINK
//   address_changed             NAME SIDE (old, new) OLD_EMAIL NEW_EMAIL QUEUED_AT LOGIN_LINK
//   account_deleted             NAME QUEUED_AT
// Handovers: all have NAME SIDE REFERENCE ORGANISATION ORGANISATION_REFERENCE CONTACT_NAME CONTACT_EMAIL
// SUCCESSOR_EMAIL STARTED_AT EXPIRES_AT, and the links HANDOVER_LINK HANDOVERS_LINK LOGIN_LINK FORGOT_LINK; besides
//   handover_started            CERTIFICATES OPEN_ORDERS
//   handover_offered            LINK, RESENT where it is not the first; no certificate data
//   handover_withdrawn          REASON
//   handover_completed          SUCCESSOR_NAME COMPLETED_AT CERTIFICATES OPEN_ORDERS RECEIPT_LINK CERTIFICATES_LINK;
//                               to the successor rows NUMBER CERTIFICATE_NAME ENDS_ON, and MORE, how many are not
//                               listed, if any
//   handover_accepted, _declined, _password_renewed, _expired, _blocked  nothing else
//   organisation_contact_set    NAME SIDE ORGANISATION ORGANISATION_REFERENCE REASON_TEXT SUCCESSOR_EMAIL QUEUED_AT
// Orders and certificates: all but order_waiting and reminder have NAME NUMBER CERTIFICATE_NAME ORGANISATION
// ORGANISATION_REFERENCE CERTIFICATE_LINK ORDER_LINK; besides
//   order_waiting               NAME APPROVALS_LINK, rows NUMBER CERTIFICATE_NAME ORGANISATION SUBMITTED_AT, and MORE
//   order_rejected              REASON_TEXT
//   order_issued                ENDS_ON, and PREDECESSOR (a number) where it replaces one
//   order_failed                FAILED_AT
//   certificate_revoked         REVOKED_AT REASON_NAME (RFC 5280 5.3.1) SERIAL
//   revocation_refused          REASON_TEXT (what the CA said)
//   reminder                    NAME CERTIFICATES_LINK, rows NUMBER CERTIFICATE_NAME MORE_NAMES (the others,
//                               with commas) SERIAL FINGERPRINT ENDS_ON, DAYS or ENDED, ORGANISATION RENEW_LINK; MORE,
//                               how many are not listed, if any
//   operator_warnings           COUNT, rows TEXT CURE SINCE_AT (English)
//   invitation                  CONTACT_EMAIL LINK ("no more of these") REGISTER_LINK; no text typed by a user
// Error (Code::not_found, text in log): no such kind, or a value with a control character.
Result<MailText> render_mail(const Site& site, std::string_view kind, const std::vector<std::string>& languages,
                             const MailValues& values, const std::vector<MailValues>& rows = {});

}  // namespace certportal::view
