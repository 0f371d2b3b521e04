// A contact's orders: the form for a new one with its preview, "Meine offenen Aufträge", one order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/order.h"
#include "view/certificate_actions.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/order_preview.h"
#include "view/site.h"

namespace certportal::view {

struct OrderRow {
  long number = 0;
  std::string name;        // U-labels
  std::string ascii_name;  // where it differs
  long more_names = 0;
  std::string organisation;
  model::OrderKind kind = model::OrderKind::new_certificate;
  model::OrderState state = model::OrderState::submitted;
  bool waits_for_upload = false;  // approved, of a manual issuer
  Time submitted_at{};
};

struct OrderListPage {
  Time now{};
  std::vector<OrderRow> rows;
  bool is_closed = false;  // rejected and withdrawn ones; else the open ones
  bool is_first = true;
  std::string next_after;         // "" on the last page
  bool has_organisations = true;  // false: the empty state leads to founding one
};

// Fields: organisation, product, csr, csr_file.
struct OrderNewPage {
  FormState form;
  std::vector<OrganisationOption> organisations;
  bool has_more_organisations = false;  // than stand in the list
  std::vector<ProductOption> products;
  std::optional<OrderPreview> preview;  // instead of the form; hidden fields: organisation, product, csr
};

struct OrderPage {
  Time now{};
  long number = 0;
  model::OrderKind kind = model::OrderKind::new_certificate;
  model::OrderState state = model::OrderState::submitted;
  bool waits_for_upload = false;
  std::string organisation_reference, organisation;
  std::vector<ShownName> names;      // all, the common name first
  std::vector<std::string> subject;  // organisation, city and country, where the product has them
  std::string product;
  long lifetime_days = 0;
  std::optional<Time> ends_at;  // that a re-issue keeps
  long predecessor = 0;         // 0: none
  std::string key;              // "EC P-256"
  bool has_same_key = false;
  std::string csr;  // PEM
  std::string submitted_by;
  Time submitted_at{};
  std::optional<Time> decided_at;
  std::string reason;  // of a rejection; of a withdrawal: that others know the key
  bool may_withdraw = false;
};

std::string render(const Site& site, const Chrome& chrome, const OrderListPage& page);
std::string render(const Site& site, const Chrome& chrome, const OrderNewPage& page);
std::string render(const Site& site, const Chrome& chrome, const OrderPage& page);

}  // namespace certportal::view
