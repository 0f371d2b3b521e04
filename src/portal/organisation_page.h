// An organisation of the path, and its page put together: for all handlers that answer with it.
#pragma once

#include <string>

#include "portal/portal.h"
#include "store/organisations.h"
#include "view/organisation_pages.h"

namespace certportal::portal {

// The account being its technical contact. Error: not_found.
Result<store::Organisation> find_own_organisation(Visit& visit);

// Whoever its contact is: for officers.
Result<store::Organisation> find_any_organisation(Visit& visit);

// Its page without what only its own contact sees.
view::OrganisationPage make_organisation_page(Visit& visit, const store::Organisation& organisation);

// The page for its own contact, with `form` in the section "Technischer Ansprechpartner".
view::OrganisationPage make_own_organisation_page(Visit& visit, const store::Organisation& organisation,
                                                  const view::FormState& form);

// Likewise, under the status of an error that `form` tells of; `invite_email`: offers an invitation to that address.
http::Response refused_organisation_page(Visit& visit, const store::Organisation& organisation,
                                         const view::FormState& form, const Error& error,
                                         const std::string& invite_email = "");

// Likewise, with the error added to `form` at `field` ("": the whole of it).
http::Response refused_organisation_field(Visit& visit, const store::Organisation& organisation, view::FormState form,
                                          const char* field, const Error& error);

}  // namespace certportal::portal
