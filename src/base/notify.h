// Tells the service manager how this process stands (sd_notify(3)); without one that asked, by $NOTIFY_SOCKET, nothing
// happens.
#pragma once

namespace certportal {

void notify_ready();     // it can do its work
void notify_stopping();  // it is about to end

}  // namespace certportal
