// "Meine Zertifikate". The hottest page: its rows are filled without copies.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "model/certificate_status.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

struct CertificateRow {
  long number = 0;
  std::string name;          // common name as people read it (U-labels)
  std::string ascii_name;    // its A-label form where it differs, else ""
  long more_names = 0;       // alternative names beyond `name`
  std::string organisation;  // its name
  Time end{};
  model::CertificateStatus status = model::CertificateStatus::active;
  long replaced_by = 0;  // number, 0 for none
  bool is_renewable = false;
  long open_order = 0;  // that renews or re-issues it; 0 for none
};

// The filter as the query gave it, checked; "" where not given. Links to other pages of the list repeat it.
struct CertificateFilter {
  std::string organisation;  // reference
  std::string status;        // one of model::name(CertificateStatus)
  std::string q;
  std::string sort;   // number, name, end; a "-" before it: descending; "" is end
  std::string after;  // key of the last row of the page before
};

// Counts beside the filter chips, each -1 where it was not counted; above 1,000 shown as "1,000+".
struct StatusCounts {
  long all = -1, expiring = -1, active = -1, expired = -1, revoked = -1, replaced = -1;
};

struct CertificateListPage {
  Time now{};
  CertificateFilter filter;
  std::vector<CertificateRow> rows;  // those of this page
  StatusCounts counts;
  long first = 1;                 // place of the first row, 0 where not known
  long total = 0;                 // of the filter; 1,001 or more is shown as "more than 1,000"; -1: not counted
  std::string next_after;         // "" on the last page
  bool has_organisations = true;  // false: the empty state leads to founding one
  bool has_handed_over = false;   // without organisations: those there were have gone to a successor
  bool has_certificates = true;   // without any filter
  long ending_soon = 0;           // the notice above the list; 0 for none, over 100 shown as "more than 100"
  long ending_soon_days = 14;
  std::string next_end_name;  // which ends first, and when
  Time next_end{};
  FormState form;  // what was wrong with the form around the rows
};

std::string render(const Site& site, const Chrome& chrome, const CertificateListPage& page);

}  // namespace certportal::view
