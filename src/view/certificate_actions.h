// What a technical contact does with a certificate: the pages that ask before it is renewed, re-issued or revoked.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "model/order.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

struct ShownName {
  std::string name;        // as people read it
  std::string ascii_name;  // its A-label form where it differs, else ""
};

// The certificate that a page is about.
struct ActionCertificate {
  long number = 0;
  std::string name;  // U-labels
  std::string organisation_reference, organisation;
  std::vector<ShownName> names;  // all
  Time end{};
  std::string serial, key;
};

// Fields: reason, current_password.
struct CertificateRevokePage {
  Time now{};
  ActionCertificate certificate;
  bool is_at_once = true;  // a CA of this portal; false: one that has to be asked
  long open_order = 0;     // that goes on all the same; 0 for none
  FormState form;
};

std::string render(const Site& site, const Chrome& chrome, const CertificateRevokePage& page);

}  // namespace certportal::view
