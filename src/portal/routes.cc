// The table of routes: what exists, who may ask for it, who answers.
#include "portal/account.h"
#include "portal/account_deletion.h"
#include "portal/account_export.h"
#include "portal/address_change.h"
#include "portal/approvals.h"
#include "portal/brand.h"
#include "portal/calendar.h"
#include "portal/certificate_renewal.h"
#include "portal/certificate_revocation.h"
#include "portal/certificates.h"
#include "portal/handover_link.h"
#include "portal/handovers.h"
#include "portal/health.h"
#include "portal/help.h"
#include "portal/invitation.h"
#include "portal/orders.h"
#include "portal/organisations.h"
#include "portal/password_reset.h"
#include "portal/portal.h"
#include "portal/register.h"
#include "portal/reminders.h"
#include "portal/robots.h"
#include "portal/second_factor.h"
#include "portal/sessions.h"
#include "portal/sign_in.h"
#include "portal/start.h"
#include "portal/technical_contact.h"

namespace certportal::portal {

namespace {

using enum Access;
using view::Menu;

constexpr Route kRoutes[] = {
    {"GET", "/", everybody, Menu::start, show_start},
    {"GET", "/healthz", everybody, Menu::none, show_health},
    {"GET", "/readyz", everybody, Menu::none, show_ready},
    {"GET", "/robots.txt", everybody, Menu::none, show_robots},
    {"GET", "/brand/:file", everybody, Menu::none, show_brand_file},
    {"GET", "/help", everybody, Menu::none, show_help},
    {"GET", "/help/:topic", everybody, Menu::none, show_help_topic},
    {"GET", "/help/csr", everybody, Menu::none, show_help_csr},
    {"GET", "/help/renewal", everybody, Menu::none, show_help_renewal},
    {"GET", "/register", everybody, Menu::none, show_register},
    {"POST", "/register", everybody, Menu::none, post_register},
    {"GET", "/register/sent", everybody, Menu::none, show_register_sent},
    {"GET", "/register/confirm", everybody, Menu::none, show_register_confirm},
    {"POST", "/register/confirm", everybody, Menu::none, post_register_confirm},
    {"GET", "/login", everybody, Menu::none, show_login},
    {"POST", "/login", everybody, Menu::none, post_login},
    {"GET", "/login/second-factor", everybody, Menu::none, show_sign_in_code},
    {"POST", "/login/second-factor", everybody, Menu::none, post_sign_in_code},
    {"POST", "/logout", everybody, Menu::none, post_logout},
    {"GET", "/password/forgot", everybody, Menu::none, show_password_forgot},
    {"POST", "/password/forgot", everybody, Menu::none, post_password_forgot},
    {"GET", "/password/sent", everybody, Menu::none, show_password_sent},
    {"GET", "/password/reset", everybody, Menu::none, show_password_reset},
    {"POST", "/password/reset", everybody, Menu::none, post_password_reset},
    {"GET", "/account", signed_in, Menu::account, show_account},
    {"POST", "/account", signed_in, Menu::account, post_account},
    {"GET", "/account/password", signed_in, Menu::account, show_account_password},
    {"POST", "/account/password", signed_in, Menu::account, post_account_password},
    {"GET", "/account/second-factor", settling, Menu::account, show_second_factor},
    {"POST", "/account/second-factor", settling, Menu::account, post_second_factor},
    {"GET", "/account/second-factor/recovery-codes", signed_in, Menu::account, show_second_factor},
    {"POST", "/account/second-factor/recovery-codes", signed_in, Menu::account, post_recovery_codes},
    {"GET", "/account/second-factor/end", signed_in, Menu::account, show_second_factor},
    {"POST", "/account/second-factor/end", signed_in, Menu::account, post_second_factor_end},
    {"GET", "/account/sessions", signed_in, Menu::account, show_sessions},
    {"GET", "/account/sessions/end", signed_in, Menu::account, show_sessions},
    {"POST", "/account/sessions/end", signed_in, Menu::account, post_session_end},
    {"GET", "/account/sessions/end-others", signed_in, Menu::account, show_sessions},
    {"POST", "/account/sessions/end-others", signed_in, Menu::account, post_other_sessions_end},
    {"GET", "/account/email", signed_in, Menu::account, show_account_email},
    {"POST", "/account/email", signed_in, Menu::account, post_account_email},
    {"GET", "/account/email/withdraw", signed_in, Menu::account, show_account_email},
    {"POST", "/account/email/withdraw", signed_in, Menu::account, post_account_email_withdraw},
    {"GET", "/account/email/confirm", everybody, Menu::none, show_email_confirm},
    {"POST", "/account/email/confirm", everybody, Menu::none, post_email_confirm},
    {"GET", "/account/email/refuse", everybody, Menu::none, show_email_confirm},
    {"POST", "/account/email/refuse", everybody, Menu::none, post_email_refuse},
    {"GET", "/account/email/confirmed", everybody, Menu::none, show_email_confirmed},
    {"GET", "/account/email/refused", everybody, Menu::none, show_email_refused},
    {"GET", "/account/delete", signed_in, Menu::account, show_account_delete},
    {"POST", "/account/delete", signed_in, Menu::account, post_account_delete},
    {"GET", "/account/data.json", signed_in, Menu::account, show_account_data},
    {"GET", "/account/mails", signed_in, Menu::account, show_account_mails},
    {"GET", "/account/calendar", signed_in, Menu::account, show_account_calendar},
    {"POST", "/account/calendar", signed_in, Menu::account, post_account_calendar},
    {"GET", "/account/calendar/revoke", signed_in, Menu::account, show_account_calendar},
    {"POST", "/account/calendar/revoke", signed_in, Menu::account, post_account_calendar_revoke},
    {"GET", "/calendar/:secret.ics", everybody, Menu::none, show_calendar},
    {"GET", "/certificates", signed_in, Menu::certificates, show_certificates},
    {"GET", "/certificates.csv", signed_in, Menu::certificates, show_certificates_csv},
    {"GET", "/certificates.json", signed_in, Menu::certificates, show_certificates_json},
    {"POST", "/certificates/download.zip", signed_in, Menu::certificates, post_certificates_zip},
    {"GET", "/certificates/:number", signed_in, Menu::certificates, show_certificate},
    {"GET", "/certificates/renew", signed_in, Menu::certificates, show_certificates_renew},
    {"POST", "/certificates/renew", signed_in, Menu::certificates, post_certificates_renew},
    {"GET", "/certificates/:number/renew", signed_in, Menu::certificates, show_certificate_renew},
    {"POST", "/certificates/:number/renew", signed_in, Menu::certificates, post_certificate_renew, Body::upload},
    {"GET", "/certificates/:number/reissue", signed_in, Menu::certificates, show_certificate_reissue},
    {"POST", "/certificates/:number/reissue", signed_in, Menu::certificates, post_certificate_reissue, Body::upload},
    {"GET", "/certificates/:number/revoke", signed_in, Menu::certificates, show_certificate_revoke},
    {"POST", "/certificates/:number/revoke", signed_in, Menu::certificates, post_certificate_revoke},
    {"GET", "/certificates/:number/mute", signed_in, Menu::certificates, show_certificate},
    {"POST", "/certificates/:number/mute", signed_in, Menu::certificates, post_mute},
    {"GET", "/certificates/:number/unmute", signed_in, Menu::certificates, show_certificate},
    {"POST", "/certificates/:number/unmute", signed_in, Menu::certificates, post_unmute},
    {"GET", "/certificates/:number/download/:format", signed_in, Menu::certificates, show_download},
    {"GET", "/orders", signed_in, Menu::orders, show_orders},
    {"GET", "/orders.csv", signed_in, Menu::orders, show_orders_csv},
    {"GET", "/orders.json", signed_in, Menu::orders, show_orders_json},
    {"GET", "/orders/new", signed_in, Menu::order_new, show_order_new},
    {"POST", "/orders/new", signed_in, Menu::order_new, post_order_new, Body::upload},
    {"GET", "/orders/:number", signed_in, Menu::orders, show_order},
    {"GET", "/orders/:number/withdraw", signed_in, Menu::orders, show_order},
    {"POST", "/orders/:number/withdraw", signed_in, Menu::orders, post_order_withdraw},
    {"GET", "/organisations", signed_in, Menu::organisations, show_organisations},
    {"GET", "/organisations.csv", signed_in, Menu::organisations, show_organisations_csv},
    {"GET", "/organisations.json", signed_in, Menu::organisations, show_organisations_json},
    {"GET", "/organisations/new", signed_in, Menu::organisations, show_organisation_new},
    {"POST", "/organisations/new", signed_in, Menu::organisations, post_organisation_new},
    {"GET", "/organisations/:reference", signed_in, Menu::organisations, show_organisation},
    {"GET", "/organisations/:reference/edit", signed_in, Menu::organisations, show_organisation_edit},
    {"POST", "/organisations/:reference/edit", signed_in, Menu::organisations, post_organisation_edit},
    {"GET", "/organisations/:reference/technical-contact", signed_in, Menu::organisations, show_organisation},
    {"POST", "/organisations/:reference/technical-contact", signed_in, Menu::organisations, post_technical_contact},
    {"GET", "/organisations/:reference/technical-contact/invite", signed_in, Menu::organisations, show_organisation},
    {"POST", "/organisations/:reference/technical-contact/invite", signed_in, Menu::organisations, post_invite},
    {"GET", "/handovers", signed_in, Menu::handovers, show_handovers},
    {"GET", "/handovers.csv", signed_in, Menu::handovers, show_handovers_csv},
    {"GET", "/handovers.json", signed_in, Menu::handovers, show_handovers_json},
    {"GET", "/handovers/:reference", signed_in, Menu::handovers, show_handover},
    {"GET", "/handovers/:reference/withdraw", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/withdraw", signed_in, Menu::handovers, post_handover_withdraw},
    {"GET", "/handovers/:reference/accept", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/accept", signed_in, Menu::handovers, post_handover_accept},
    {"GET", "/handovers/:reference/decline", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/decline", signed_in, Menu::handovers, post_handover_decline},
    {"GET", "/handovers/:reference/authorise", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/authorise", signed_in, Menu::handovers, post_handover_authorise},
    {"GET", "/handovers/:reference/resend", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/resend", signed_in, Menu::handovers, post_handover_resend},
    {"GET", "/handovers/:reference/new-password", signed_in, Menu::handovers, show_handover},
    {"POST", "/handovers/:reference/new-password", signed_in, Menu::handovers, post_handover_new_password},
    {"GET", "/handovers/:reference/receipt", signed_in, Menu::handovers, show_handover_receipt},
    {"GET", "/handovers/:reference/receipt.p7m", signed_in, Menu::handovers, show_handover_receipt_p7m},
    {"GET", "/handover", everybody, Menu::none, show_offer},
    {"GET", "/handover/accept", everybody, Menu::none, show_offer},
    {"POST", "/handover/accept", everybody, Menu::none, post_offer_accept},
    {"GET", "/handover/decline", everybody, Menu::none, show_offer},
    {"POST", "/handover/decline", everybody, Menu::none, post_offer_decline},
    {"GET", "/handover/accepted", everybody, Menu::none, show_offer_accepted},
    {"GET", "/handover/declined", everybody, Menu::none, show_offer_declined},
    {"GET", "/invitation/refuse", everybody, Menu::none, show_invitation_refuse},
    {"POST", "/invitation/refuse", everybody, Menu::none, post_invitation_refuse},
    {"GET", "/invitation/refused", everybody, Menu::none, show_invitation_refused},
    {"GET", "/approvals", officer, Menu::approvals, show_approvals},
    {"GET", "/approvals.csv", officer, Menu::approvals, show_approvals_csv},
    {"GET", "/approvals.json", officer, Menu::approvals, show_approvals_json},
    {"GET", "/approvals/approve", officer, Menu::approvals, show_approvals},
    {"POST", "/approvals/approve", officer, Menu::approvals, post_approve_many},
    {"GET", "/approvals/:number", officer, Menu::approvals, show_approval},
    {"GET", "/approvals/:number/csr", officer, Menu::approvals, show_approval_csr},
    {"GET", "/approvals/:number/approve", officer, Menu::approvals, show_approval},
    {"POST", "/approvals/:number/approve", officer, Menu::approvals, post_approval_approve},
    {"GET", "/approvals/:number/reject", officer, Menu::approvals, show_approval},
    {"POST", "/approvals/:number/reject", officer, Menu::approvals, post_approval_reject},
    {"GET", "/approvals/:number/retry", officer, Menu::approvals, show_approval},
    {"POST", "/approvals/:number/retry", officer, Menu::approvals, post_approval_retry},
    {"GET", "/approvals/:number/certificate", officer, Menu::approvals, show_approval},
    {"POST", "/approvals/:number/certificate", officer, Menu::approvals, post_approval_certificate, Body::upload},
    {"GET", "/approvals/:number/refused", officer, Menu::approvals, show_approval},
    {"POST", "/approvals/:number/refused", officer, Menu::approvals, post_approval_refused},
    {"GET", "/approvals/organisations", officer, Menu::approvals, show_approval_organisations},
    {"GET", "/approvals/organisations.csv", officer, Menu::approvals, show_approval_organisations_csv},
    {"GET", "/approvals/organisations.json", officer, Menu::approvals, show_approval_organisations_json},
    {"GET", "/approvals/organisations/:reference", officer, Menu::approvals, show_approval_organisation},
    {"POST", "/approvals/organisations/:reference/check", officer, Menu::approvals, post_approval_organisation_check},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

http::Router make_router() {
  http::Router router;
  for (const Route& route : routes()) router.add(route.method, route.pattern);
  return router;
}

}  // namespace certportal::portal
