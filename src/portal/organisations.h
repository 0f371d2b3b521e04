// Organisations of the signed-in contact: list, founding, page, edit; and the officers' mark "checked", which lives
// below /approvals, the only place where officers see organisations that they do not manage.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_organisations(Visit& visit);
Result<http::Response> show_organisations_csv(Visit& visit);
Result<http::Response> show_organisations_json(Visit& visit);
Result<http::Response> show_organisation_new(Visit& visit);
Result<http::Response> post_organisation_new(Visit& visit);
Result<http::Response> show_organisation(Visit& visit);
Result<http::Response> show_organisation_edit(Visit& visit);
Result<http::Response> post_organisation_edit(Visit& visit);

Result<http::Response> show_approval_organisations(Visit& visit);
Result<http::Response> show_approval_organisations_csv(Visit& visit);  // q
Result<http::Response> show_approval_organisations_json(Visit& visit);
std::string organisation_search(const Visit& visit);  // q, trimmed and cut
Result<http::Response> show_approval_organisation(Visit& visit);
Result<http::Response> post_approval_organisation_check(Visit& visit);

}  // namespace certportal::portal
