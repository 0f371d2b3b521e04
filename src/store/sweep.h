// Removes what has expired, in small steps that no page feels. Safe at any time and from any number of hosts.
#pragma once

#include <optional>

#include "store/database.h"

namespace certportal::store {

// How long is kept what needs no longer be; nullopt: for ever.
struct Retention {
  Seconds session_idle{};                 // so long without a request ends a session
  std::optional<Seconds> mails = {};      // sent or given up
  std::optional<Seconds> handovers = {};  // ended: the names and addresses of both sides, and the receipt
};

void sweep(Database& database, const Retention& retention, Time now);

}  // namespace certportal::store
