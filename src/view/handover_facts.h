// One handover as templates show it: facts, state, and its line of steps. For the pages of handovers and organisations.
#pragma once

#include <cstring>  // ctemplate 2.4 uses strlen without it

#include <ctemplate/template_dictionary.h>

#include "view/handover_pages.h"
#include "view/language.h"

namespace certportal::view {

// Sets in `where` the variables REFERENCE, ORGANISATION, … of the facts, and shows the sections of its side (CONTACT or
// SUCCESSOR), of its state (OPEN or ENDED, IS_OFFERED, IS_ACCEPTED, …) and of both (CONTACT_OFFERED, …); LOAD and
// HAS_SUCCESSOR_NAME where there is something to show; a STEP for each step of the procedure with N, CLASS, TITLE.
void set_handover(ctemplate::TemplateDictionary& where, const Language& language, const HandoverFacts& facts);

}  // namespace certportal::view
