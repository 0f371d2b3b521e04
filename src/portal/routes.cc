// The table of routes: what exists, who may ask for it, who answers.
#include "portal/account.h"
#include "portal/certificates.h"
#include "portal/organisations.h"
#include "portal/password_reset.h"
#include "portal/portal.h"
#include "portal/register.h"
#include "portal/sign_in.h"

namespace certportal::portal {

const std::vector<Route>& routes() {
  using enum Access;
  static const std::vector<Route> rows = {
      {"GET", "/", everybody, show_start},
      {"GET", "/healthz", everybody, show_health},
      {"GET", "/register", everybody, show_register},
      {"POST", "/register", everybody, post_register},
      {"GET", "/register/sent", everybody, show_register_sent},
      {"GET", "/register/confirm", everybody, show_register_confirm},
      {"POST", "/register/confirm", everybody, post_register_confirm},
      {"GET", "/login", everybody, show_login},
      {"POST", "/login", everybody, post_login},
      {"POST", "/logout", everybody, post_logout},
      {"GET", "/password/forgot", everybody, show_password_forgot},
      {"POST", "/password/forgot", everybody, post_password_forgot},
      {"GET", "/password/sent", everybody, show_password_sent},
      {"GET", "/password/reset", everybody, show_password_reset},
      {"POST", "/password/reset", everybody, post_password_reset},
      {"GET", "/account", signed_in, show_account},
      {"POST", "/account", signed_in, post_account},
      {"GET", "/account/password", signed_in, show_account_password},
      {"POST", "/account/password", signed_in, post_account_password},
      {"GET", "/certificates", signed_in, show_certificates},
      {"GET", "/certificates.csv", signed_in, show_certificates_csv},
      {"GET", "/certificates.json", signed_in, show_certificates_json},
      {"POST", "/certificates/download.zip", signed_in, post_certificates_zip},
      {"GET", "/certificates/:number", signed_in, show_certificate},
      {"GET", "/certificates/:number/download/:format", signed_in, show_download},
      {"GET", "/organisations", signed_in, show_organisations},
      {"GET", "/organisations/new", signed_in, show_organisation_new},
      {"POST", "/organisations/new", signed_in, post_organisation_new},
      {"GET", "/organisations/:reference", signed_in, show_organisation},
      {"GET", "/organisations/:reference/edit", signed_in, show_organisation_edit},
      {"POST", "/organisations/:reference/edit", signed_in, post_organisation_edit},
      {"GET", "/approvals/organisations", officer, show_approval_organisations},
      {"GET", "/approvals/organisations/:reference", officer, show_approval_organisation},
      {"POST", "/approvals/organisations/:reference/check", officer, post_approval_organisation_check},
  };
  return rows;
}

http::Router make_router() {
  http::Router router;
  for (const Route& route : routes()) router.add(route.methods, route.pattern);
  return router;
}

}  // namespace certportal::portal
