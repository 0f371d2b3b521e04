// What a technical contact does with a certificate: the pages that ask before it is renewed, re-issued or revoked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/order.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/order_preview.h"
#include "view/site.h"

namespace certportal::view {

// The certificate that a page is about.
struct ActionCertificate {
  long number = 0;
  std::string name;  // U-labels
  std::string organisation_reference, organisation;
  std::vector<ShownName> names;  // all
  Time end{};
  std::string serial, key;
};

struct ProductOption {
  std::string name;   // as in forms
  std::string label;  // as people read it
};

// Renewal or re-issue: the form (fields csr, csr_file, product; same_key), or the preview.
struct CertificateFollowUpPage {
  Time now{};
  bool is_reissue = false;
  ActionCertificate certificate;
  std::string product_label;            // "": it has to be chosen
  std::vector<ProductOption> products;  // to choose from
  std::string same_key_refusal;         // a message's name; "": the key may be kept
  bool offers_new_order = false;        // the CSR in `form` has other names
  std::optional<OrderPreview> preview;
  FormState form;
};

// One of several to renew.
struct RenewalRow {
  long number = 0;
  std::string name;
  Time end{};
  std::string refusal = {};  // why not with all others: a message's name
  std::map<std::string, std::string> values = {};
};

struct RenewManyPage {
  std::vector<RenewalRow> together;    // their keys are kept
  std::vector<RenewalRow> one_by_one;  // need a CSR, or a product
  std::vector<RenewalRow> not_possible;
};

// Another certificate with the same key.
struct KeyRow {
  long number = 0;
  std::string name;  // U-labels
  Time end{};
};

// Fields: reason, current_password.
struct CertificateRevokePage {
  Time now{};
  ActionCertificate certificate;
  bool is_at_once = true;                  // a CA of this portal; false: one that has to be asked
  long open_order = 0;                     // that goes on all the same; 0 for none
  std::vector<long> orders_of_key = {};    // open ones, which are withdrawn if others know the key
  std::vector<KeyRow> others_of_key = {};  // valid ones, which then have to be revoked as well
  FormState form;
};

std::string render(const Site& site, const Chrome& chrome, const CertificateRevokePage& page);
std::string render(const Site& site, const Chrome& chrome, const CertificateFollowUpPage& page);
std::string render(const Site& site, const Chrome& chrome, const RenewManyPage& page);

}  // namespace certportal::view
