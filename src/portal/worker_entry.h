// What a worker enters into the scoreboard of its host.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

// Between two requests: how this worker and its database connection stand, and that it waits.
void enter_idle(Portal& portal);

}  // namespace certportal::portal
