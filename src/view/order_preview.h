// What a certificate will contain, and who decides about it: shown before anything is ordered, on every page that takes
// a CSR (templates/pages/_order_preview.html.tpl).
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace certportal::view {

class Language;

struct ShownName {
  std::string name;        // as people read it
  std::string ascii_name;  // its A-label form where it differs, else ""
};

struct OrderPreview {
  std::string organisation_reference, organisation;
  std::vector<ShownName> names;
  std::string common_name;                                          // A-labels
  std::string subject_organisation, subject_city, subject_country;  // where the product has them
  std::string product, product_label;                               // as in forms; as people read it
  unsigned lifetime_days = 0;
  std::string key;                   // "EC P-256"
  bool has_same_key = false;         // the one in use, without a new CSR
  std::string csr;                   // PEM; "" with the same key
  Time end{};                        // were it issued now
  bool keeps_end = false;            // that of the certificate which it replaces
  std::vector<std::string> ignored;  // what the CSR asks for besides
  std::size_t more_ignored = 0;      // lines that are not among them
  unsigned officers = 1;             // who have to approve it
  bool is_approved_by_policy = false;
};

// Sets in `where` what the template includes, and for the form below it PRODUCT, CSR, ORGANISATION_REFERENCE and one of
// the sections KEPT_KEY and NEW_KEY. `preview` outlives `where`.
void set_order_preview(ctemplate::TemplateDictionary& where, const Language& language, const OrderPreview& preview);

// Sections HAS_IGNORED, an IGNORED for each, and MORE_IGNORED.
void set_ignored(ctemplate::TemplateDictionary& where, const Language& language,
                 const std::vector<std::string>& ignored, std::size_t more);

// A section NAME for each.
void set_names(ctemplate::TemplateDictionary& where, const std::vector<ShownName>& names);

}  // namespace certportal::view
