// The page after sign-in: what needs the reader now, when certificates end, and their organisations.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "view/certificate_list.h"
#include "view/chrome.h"
#include "view/order_preview.h"
#include "view/site.h"

namespace certportal::view {

struct RejectedOrder {
  long number = 0;
  ShownName name;
  std::string reason;
};

struct IssuedOrder {
  long number = 0;
  ShownName name;
};

// One that the reader has under way, as the contact.
struct StartHandover {
  std::string reference, organisation, successor_email;
  bool is_accepted = false;
};

struct StartOrganisation {
  std::string reference, name;
  long certificates = 0;
};

// Certificates that end in one month of the calendar.
struct EndingMonth {
  Time begin{};  // its first second
  long certificates = 0;
};

struct StartPage {
  Time now{};
  std::vector<CertificateRow> ending;  // the first few that want a successor, those that have ended included
  bool has_more_ending = false;
  std::vector<RejectedOrder> rejected;  // of the last days
  std::vector<StartHandover> handovers;
  std::vector<IssuedOrder> issued;               // of the last days
  long open_orders = 0;                          // of the account's organisations; over 50 shown as "more than 50"
  std::vector<EndingMonth> months;               // this month and those that follow
  std::vector<StartOrganisation> organisations;  // the first few, by name
  bool has_more_organisations = false;
  bool has_handed_over = false;  // without organisations: those there were have gone to a successor
};

std::string render(const Site& site, const Chrome& chrome, const StartPage& page);

}  // namespace certportal::view
