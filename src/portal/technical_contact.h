// The section "Technischer Ansprechpartner" of an organisation's page: another address there starts the handover.
#pragma once

#include "portal/portal.h"
#include "store/organisations.h"
#include "view/organisation_pages.h"

namespace certportal::portal {

Result<http::Response> post_technical_contact(Visit& visit);  // :reference; email, current_password
Result<http::Response> post_invite(Visit& visit);             // :reference; email

// The organisation's page for its own contact, with `form` in that section.
view::OrganisationPage make_own_organisation_page(Visit& visit, const store::Organisation& organisation,
                                                  const view::FormState& form);

}  // namespace certportal::portal
