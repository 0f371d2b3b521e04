// Organisations: list, founding, page with the section "Technischer Ansprechpartner", edit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/handover_facts.h"
#include "view/site.h"

namespace certportal::view {

struct OrganisationRow {
  std::string reference, name, city, country;
  bool is_checked = false;
  long certificates = 0;
};

struct OrganisationListPage {
  std::vector<OrganisationRow> rows;
  bool is_approval = false;  // the officers' list of all: links lead below /approvals/organisations, and a search
  std::string q;             // what was searched for
  bool is_first = true;
  std::string next_after;        // key of the next page, "" on the last one
  bool has_handed_over = false;  // no rows: those there were have gone to a successor
};

struct OrganisationNewPage {  // name, street, postcode, city, country, note
  FormState form;
};

struct OrganisationEditPage {  // the same fields
  FormState form;
  std::string reference;
  std::string name;         // as stored, for title and breadcrumb
  bool is_checked = false;  // warns that a changed name or address takes the mark away
};

// A line of the organisation's history.
struct HistoryRow {
  Time happened_at{};
  std::string kind;       // an audit event's: the word "event.KIND"
  std::string actor;      // an address; "" : the operators of the portal, or itself
  std::string reference;  // of the handover that it belongs to, "" if none
  bool is_by_portal = false;
};

// What a change of the address in the section "Technischer Ansprechpartner" starts, or what is under way. Fields:
// email and current_password.
struct ContactSection {
  FormState form;
  long certificates = 0, open_orders = 0;  // the folded preview; unfolded when the form has errors
  std::string invite_email;                // not "": that address is not registered; button "invite" for it
  std::optional<HandoverFacts> open;       // under way: shown instead of the form, with withdraw, resend, new password
};

struct OrganisationPage {
  std::string reference, name, street, postcode, city, country;
  std::string note;  // who else to ask; may hold line breaks
  bool is_checked = false;
  Time checked_at{};
  long certificates = 0, expiring = 0;
  std::string contact_name, contact_email, contact_phone;
  std::string contact_email_unicode;  // the address with U-labels where it differs
  bool is_own = true;                 // the reader is the technical contact: may edit
  ContactSection contact;             // only its own contact sees it
  std::vector<HistoryRow> history;    // likewise; the newest first
  bool may_check = false;  // an officer who has nothing to do with it: button POST /approvals/organisations/REF/check,
                           // field checked=1 or 0; hidden seen_name seen_street seen_postcode seen_city seen_country
};

std::string render(const Site& site, const Chrome& chrome, const OrganisationListPage& page);
std::string render(const Site& site, const Chrome& chrome, const OrganisationNewPage& page);
std::string render(const Site& site, const Chrome& chrome, const OrganisationEditPage& page);
std::string render(const Site& site, const Chrome& chrome, const OrganisationPage& page);

}  // namespace certportal::view
