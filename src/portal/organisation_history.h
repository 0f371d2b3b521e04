// What happened to an organisation, for its contact.
#pragma once

#include <vector>

#include "portal/portal.h"
#include "view/organisation_pages.h"

namespace certportal::portal {

// The newest first.
std::vector<view::HistoryRow> make_history(Visit& visit, model::OrganisationId organisation);

}  // namespace certportal::portal
