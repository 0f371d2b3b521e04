// The officers' pages of orders: the queue, one order with all that a decision needs, and what became of several that
// were approved at once.
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

// A message of templates/pages/messages.html.tpl; "" for none.
struct Message {
  std::string message = {};
  std::map<std::string, std::string> values = {};
};

struct ApprovalRow {
  long number = 0;
  std::string name;        // U-labels
  std::string ascii_name;  // where it differs
  long more_names = 0;
  std::string organisation;
  model::OrderKind kind = model::OrderKind::new_certificate;
  model::OrderState state = model::OrderState::submitted;
  bool waits_for_upload = false;  // approved, of a manual issuer
  std::string product;
  Time submitted_at{};
  std::string submitted_by;
  Message obstacle = {};  // why this officer may not decide it
  bool is_held = false;   // another organisation has such a name: it is decided on its own page
};

struct ApprovalListPage {
  Time now{};
  std::vector<ApprovalRow> rows;
  std::string status;  // the chosen chip: "" (all that waits), "submitted", "failed", "upload", "all"
  bool is_first = true;
  std::string next_after;  // "" on the last page
  FormState form;          // of "approve selected": number…
};

// An unexpired certificate of another organisation whose name collides with one of the order: the same, a wildcard that
// covers it, or one that it covers.
struct NameHolding {
  std::string name;  // U-labels
  std::string organisation, organisation_reference;
  long number = 0;
  Time end{};
  bool is_revoked = false;
};

struct OrderedName {
  ShownName shown;
  std::vector<NameHolding> others;
  bool has_more = false;  // of the others, than are listed
};

struct EarlierRow {
  long number = 0;
  std::string name;
  long more_names = 0;
  Time end{};
  bool is_revoked = false;
};

struct DecisionRow {
  Time decided_at{};
  std::string officer;
  std::string decision;  // "approved", "rejected", "retried": the word "decision.NAME"
};

struct OrderEvent {
  Time happened_at{};
  std::string kind;   // the word "event.KIND"
  std::string actor;  // an address or a system user; "": the portal itself
  std::string note;   // a reason, or how many have approved
};

// Fields of its forms: reason (of a rejection, or what the CA said), certificate and certificate_file (upload).
struct ApprovalPage {
  FormState form;
  Time now{};
  long number = 0;
  model::OrderKind kind = model::OrderKind::new_certificate;
  model::OrderState state = model::OrderState::submitted;
  std::string organisation, organisation_reference;
  bool is_checked = false;
  std::string contact_name, contact_email;
  std::string product, issuer;
  bool has_product = true;  // the configuration still has it
  unsigned lifetime_days = 0;
  std::optional<Time> ends_at;  // that a re-issue keeps
  unsigned needed_approvals = 1;
  bool has_auto_approval = false;
  long predecessor = 0;              // 0: none
  std::vector<std::string> subject;  // organisation, city and country, where the product has them
  std::vector<OrderedName> names;
  std::string key;         // "EC P-256"
  std::string key_sha256;  // hex pairs with colons
  bool has_same_key = false;
  std::string submitted_by;
  Time submitted_at{};
  std::vector<std::string> ignored;  // what the CSR asks for besides
  std::size_t more_ignored = 0;      // lines that are not among them
  std::string csr;                   // PEM
  std::string failure;               // English, what the CA said
  std::string reason;                // of a rejection; of a withdrawal: others know the key
  std::vector<EarlierRow> earlier;
  std::vector<DecisionRow> decisions;
  std::vector<OrderEvent> history;
  Message obstacle;  // why this officer may not decide it
  bool may_approve = false, may_reject = false, may_retry = false, may_upload = false;
};

// One line for each order that was to be approved.
struct ApprovalOutcome {
  long number = 0;
  std::string name;        // "": there is no such order
  bool is_enough = false;  // without an obstacle: approved; else another officer has to as well
  Message obstacle = {};
};

struct ApprovalResultPage {
  std::vector<ApprovalOutcome> outcomes;
};

std::string render(const Site& site, const Chrome& chrome, const ApprovalListPage& page);
std::string render(const Site& site, const Chrome& chrome, const ApprovalPage& page);
std::string render(const Site& site, const Chrome& chrome, const ApprovalResultPage& page);

}  // namespace certportal::view
