// The help: an index, and a page a topic. Most say the same to everybody; CSR and renewal know more.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/order_content.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

// "handover", "session-password", "install": the topics that are a HelpPage.
bool is_help_topic(std::string_view topic);

struct HelpPage {
  std::string topic;  // "": the index; else is_help_topic()
  long number = 0;    // install: the certificate whose files the reader has; 0: any
  std::string host;   // install: the server to ask; "": any
};

// Fields, of a form that only asks: names, organisation.
struct HelpCsrPage {
  FormState form;
  std::vector<OrganisationOption> organisations;  // to choose from
  std::vector<std::string> names;                 // A-labels that the commands ask for; not empty
  std::string common_name;
  std::optional<model::OrganisationSubject> subject;  // finished for a command (model/command_text.h)
};

struct HelpRenewalPage {
  long part = 3;                     // renewable in the last of so many parts of the lifetime
  long at_least_days = 0;            // and in the last days, so many; 0: no such rule
  std::vector<long> reminder_parts;  // likewise
};

std::string render(const Site& site, const Chrome& chrome, const HelpPage& page);
std::string render(const Site& site, const Chrome& chrome, const HelpCsrPage& page);
std::string render(const Site& site, const Chrome& chrome, const HelpRenewalPage& page);

// Where the commands stand with these names and this organisation (reference) in them; either may be empty.
std::string csr_help_url(const Site& site, const std::string& organisation, const std::vector<std::string>& names);

}  // namespace certportal::view
