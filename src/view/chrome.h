// What stands around every page: language, menu, who is signed in, organisation selector, flash message, footer.
#pragma once

#include <string>
#include <vector>

namespace certportal::view {

enum class Menu { none, start, certificates, orders, order_new, organisations, handovers, approvals, account };

struct OrganisationOption {
  std::string reference;  // "ORG-000017"
  std::string name;
};

struct Chrome {
  std::string language = "en";    // from Site::pick_language
  std::string query;              // of this page: the language link is "?QUERY&lang=…"
  bool has_language_link = true;  // not where the page cannot be asked for once more
  std::string csrf_token;
  std::string account_name;  // "": nobody is signed in
  bool is_officer = false;
  bool has_second_factor = false;  // forms that ask for the password ask for a code, too
  Menu menu = Menu::none;
  std::string flash;                              // a message's name (templates/pages/messages.html.tpl), "" for none
  long flash_count = 0;                           // its value COUNT
  std::vector<OrganisationOption> organisations;  // those of the account; the selector shows where there are several
  bool has_more_organisations = false;            // the selector is followed by a link to the list of all
  std::string organisation;                       // the selected one's reference, "" for all
  unsigned waiting_handovers = 0;  // that wait for this account as the successor: banner, and a number in the menu
  unsigned waiting_orders = 0;     // for officers: in their queue; a number in the menu
  std::string request_id;
};

}  // namespace certportal::view
