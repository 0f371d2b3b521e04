// A stored handover as one of its two sides may see it. Pure.
#pragma once

#include "store/handovers.h"
#include "view/handover_facts.h"

namespace certportal::portal {

// How it stands at `now`, whoever writes so later. The load is that of a completed one; of an open one see add_load().
view::HandoverFacts make_handover_facts(const store::Handover& handover, model::HandoverSide side, Time now);

// What would go along at this moment: for the contact of an open one only.
void add_load(view::HandoverFacts& facts, const store::HandoverLoad& load);

}  // namespace certportal::portal
