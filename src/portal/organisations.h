// Organisations of the signed-in contact: list, founding, page, edit; and the officers' mark "checked", which lives
// below /approvals, the only place where officers see organisations that they do not manage.
#pragma once

#include "portal/portal.h"
#include "store/organisations.h"
#include "view/organisation_pages.h"

namespace certportal::portal {

Result<http::Response> show_organisations(Visit& visit);
Result<http::Response> show_organisation_new(Visit& visit);
Result<http::Response> post_organisation_new(Visit& visit);
Result<http::Response> show_organisation(Visit& visit);
Result<http::Response> show_organisation_edit(Visit& visit);
Result<http::Response> post_organisation_edit(Visit& visit);

// Of the path, the account being its technical contact. Error: not_found.
Result<store::Organisation> find_own_organisation(Visit& visit);

// Its page without what only its own contact sees.
view::OrganisationPage make_organisation_page(Visit& visit, const store::Organisation& organisation);

Result<http::Response> show_approval_organisations(Visit& visit);
Result<http::Response> show_approval_organisation(Visit& visit);
Result<http::Response> post_approval_organisation_check(Visit& visit);

}  // namespace certportal::portal
