// One handover as its two sides see it, on the pages of handovers and organisations.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "model/handover.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace certportal::view {

class Language;

// One handover as one of its two sides may see it. Addresses are shown by their display form (A-label beside U-label).
struct HandoverFacts {
  std::string reference;               // "UEB-000017"
  std::string organisation_reference;  // "ORG-000003"
  std::string organisation;            // its name
  model::HandoverSide side = model::HandoverSide::contact;
  model::HandoverState state = model::HandoverState::offered;
  std::string end_reason;  // of a withdrawn one: name(WithdrawReason)
  std::string contact_name, contact_email;
  std::string successor_name;  // "" before completion: the contact must not learn it by typing an address
  std::string successor_email;
  Time started_at{}, expires_at{};
  std::optional<Time> accepted_at, ended_at;
  bool has_load = false;  // the two counts may be shown: to the contact; to the successor once it is completed
  long certificates = 0, open_orders = 0;
  unsigned tries_left = 0;    // session passwords
  unsigned resends_left = 0;  // of the offer's mail
};

// Sets in `where` the variables REFERENCE, ORGANISATION, … of the facts, and shows the sections of its side (CONTACT or
// SUCCESSOR), of its state (OPEN or ENDED, IS_OFFERED, IS_ACCEPTED, …) and of both (CONTACT_OFFERED, …); CONTACT_KEEPS
// to a contact who keeps the organisation; LOAD and HAS_SUCCESSOR_NAME where there is something to show; a STEP for
// each step of the procedure with N, CLASS, TITLE and, where there is more to say, STEP_NOTE.
void set_handover(ctemplate::TemplateDictionary& where, const Language& language, const HandoverFacts& facts);

}  // namespace certportal::view
