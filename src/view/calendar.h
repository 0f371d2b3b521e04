// When certificates end, for calendar programs, and the page about the address that they fetch it from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

struct CalendarEvent {
  long number = 0;
  std::string name;  // U-labels
  long more_names = 0;
  std::string organisation;
  Time begin{}, end{};
};

struct CalendarFeed {
  std::string base_url;  // of the portal
  std::vector<CalendarEvent> events;
};

// text/calendar (RFC 5545): an event of a whole day, that of the site's time zone, for each end, with an alarm a week
// before. The same feed gives the same bytes.
std::string render(const Site& site, const std::string& language_code, const CalendarFeed& feed);

struct CalendarPage {  // current_password
  FormState form;
  std::string email;
  std::string address;             // of the feed: shown once, when it was made
  std::optional<Time> created_at;  // none: there is no feed
  std::optional<Time> fetched_at;
};

std::string render(const Site& site, const Chrome& chrome, const CalendarPage& page);

}  // namespace certportal::view
