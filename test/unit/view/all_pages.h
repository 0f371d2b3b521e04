// Every page of the portal, each filled with one value wherever a text can stand.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "view/certificate_details.h"
#include "view/certificate_list.h"
#include "view/handover_pages.h"
#include "view/organisation_pages.h"

namespace certportal::view {

using model::CertificateStatus;
using model::HandoverSide;
using model::HandoverState;

inline const Time kNow = *from_sql("2026-11-22 10:00:00");
inline constexpr HandoverState kHandoverStates[] = {
    HandoverState::offered,   HandoverState::accepted, HandoverState::completed, HandoverState::declined,
    HandoverState::withdrawn, HandoverState::expired,  HandoverState::blocked};

CertificateDetailsPage make_details(const std::string& value);
OrganisationPage make_organisation(const std::string& value);
HandoverFacts make_facts(const std::string& value, HandoverSide side = HandoverSide::contact,
                         HandoverState state = HandoverState::offered);

using Renderer = std::function<std::string(const Site&, const Chrome&, const std::string&)>;

const std::map<std::string, Renderer>& all_pages();  // by name

}  // namespace certportal::view
