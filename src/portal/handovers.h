// "/handovers": the handovers of the signed-in account, in both directions, and what its two sides can do there.
// Whoever is neither side gets the same answer as for one that does not exist; the wrong side is refused (403).
#pragma once

#include <functional>

#include <nlohmann/json_fwd.hpp>

#include "portal/portal.h"
#include "store/handovers.h"
#include "view/form.h"

namespace certportal::portal {

Result<http::Response> show_handovers(Visit& visit);
Result<http::Response> show_handovers_csv(Visit& visit);
Result<http::Response> show_handovers_json(Visit& visit);
Result<http::Response> show_handover(Visit& visit);  // :reference; also on the paths of its forms
Result<http::Response> post_handover_withdraw(Visit& visit);
Result<http::Response> post_handover_accept(Visit& visit);
Result<http::Response> post_handover_decline(Visit& visit);  // confirm; asks first
Result<http::Response> post_handover_resend(Visit& visit);
Result<http::Response> post_handover_new_password(Visit& visit);  // current_password
Result<http::Response> post_handover_authorise(Visit& visit);     // session_password

Result<http::Response> show_handover_receipt(Visit& visit);      // of a completed one, for printing
Result<http::Response> show_handover_receipt_p7m(Visit& visit);  // the same facts, signed

// Each as an object of JSON; true if those are all, see portal/export.h.
bool export_handover_objects(Visit& visit, const std::function<void(nlohmann::ordered_json)>& write);

// Of the path, the account being one of its sides. Error: not_found.
Result<store::Handover> find_handover_of_visit(Visit& visit);

// Likewise, if the account may do this now. Errors also: forbidden, conflict (value REFERENCE); an overdue handover is
// ended on the way.
Result<store::Handover> find_handover_for(Visit& visit, model::HandoverAction action);

// Precondition: the account is one of its sides.
model::HandoverSide side_of_visit(const Visit& visit, const store::Handover& handover);

// The handover's page as it stands now, with what was wrong with a form on it.
http::Response handover_page(Visit& visit, const store::Handover& handover, const view::FormState& form, int status);

// The error with the handover's reference, which its page makes a way back of.
Error error_of(Error error, model::HandoverId handover);

std::string handover_path(model::HandoverId handover);  // "/handovers/UEB-000017"

}  // namespace certportal::portal
