// One order with all that an officer needs for a decision.
#include <algorithm>

#include "model/email.h"
#include "model/order_content.h"
#include "portal/answer.h"
#include "portal/approvals.h"
#include "portal/shown.h"
#include "store/approvals.h"
#include "store/audit.h"
#include "store/issuance.h"
#include "store/name_collisions.h"
#include "store/organisations.h"
#include "x509/csr.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

using model::OrderState;
using store::Order;
using view::ApprovalPage;

constexpr std::size_t kHolders = 10;  // of each name
constexpr std::size_t kEarlier = 50;
constexpr std::size_t kHistory = 100;

std::string shown_address(const std::string& actor) {
  return actor.find('@') == std::string::npos ? actor : model::EmailAddress::from_stored(actor).display();
}

void add_names(Visit& visit, const Order& order, ApprovalPage& content) {
  for (const std::string& name : order.names) content.names.push_back({shown_name(name), {}, false});
  for (const store::NameHolder& holder :
       store::list_other_holders(visit.database(), order.organisation, order.names, visit.now, kHolders + 1)) {
    auto at = std::find(order.names.begin(), order.names.end(), holder.ordered) - order.names.begin();
    view::OrderedName& name = content.names[static_cast<std::size_t>(at)];
    name.has_more = name.others.size() == kHolders;
    if (name.has_more) continue;
    name.others.push_back({shown_name(holder.name).name, holder.organisation_name, model::to_text(holder.organisation),
                           static_cast<long>(holder.certificate.value), holder.not_after, holder.is_revoked});
  }
}

void add_organisation(Visit& visit, const Order& order, ApprovalPage& content) {
  content.organisation = order.organisation_name;
  content.organisation_reference = model::to_text(order.organisation);
  auto organisation = store::find_organisation(visit.database(), order.organisation);
  if (!organisation) return;
  content.is_checked = organisation->checked_at.has_value();
  content.contact_name = organisation->contact.name;
  content.contact_email = organisation->contact.email;
}

void add_product(const Visit& visit, const Order& order, ApprovalPage& content) {
  const model::Product* product = model::find_product(visit.portal.products, order.product);
  content.product = shown_product(visit, order.product);
  content.has_product = product != nullptr;
  content.has_auto_approval = product && product->has_auto_approval;
  content.issuer = order.issuer;
  content.lifetime_days = order.lifetime_days;
  content.needed_approvals = order.needed_approvals;
  content.ends_at = order.ends_at;
  for (const std::string* part : {&order.organisation_in_subject, &order.city_in_subject, &order.country_in_subject})
    if (!part->empty()) content.subject.push_back(*part);
}

void add_request(const Order& order, ApprovalPage& content) {
  x509::Csr csr = x509::Csr::from_stored(order.csr);
  content.csr = csr.pem();
  content.key = csr.public_key().text;
  content.key_sha256 = x509::colon_hex(order.key_sha256);
  content.has_same_key = order.has_same_key;
  model::Ignored ignored = model::what_is_ignored(csr);
  content.ignored = std::move(ignored.lines);
  content.more_ignored = ignored.more;
}

void add_lists(Visit& visit, const Order& order, ApprovalPage& content) {
  for (const auto& earlier :
       store::list_earlier_certificates(visit.database(), order.organisation, order.names, kEarlier)) {
    if (earlier.number == order.number) continue;
    content.earlier.push_back({static_cast<long>(earlier.number.value), shown_name(earlier.name).name,
                               earlier.more_names, earlier.not_after, earlier.is_revoked});
  }
  for (const store::OrderDecision& decision : store::list_decisions(visit.database(), order.number))
    content.decisions.push_back({decision.decided_at, shown_address(decision.officer), decision.decision});
  for (const auto& stored : store::list_reference_events(visit.database(), order.organisation,
                                                         model::to_text(order.number), order.created_at, kHistory)) {
    view::OrderEvent event{stored.happened_at, stored.event.kind, "", ""};
    if (stored.event.actor.name != store::kJobs) event.actor = shown_address(stored.event.actor.name);
    // The operator may act in an officer's name: then both are named.
    if (auto officer = stored.event.content.find("officer"); officer != stored.event.content.end())
      event.actor = shown_address(officer->second) + " (" + event.actor + ")";
    for (const char* note : {"reason", "approvals"})
      if (auto found = stored.event.content.find(note); found != stored.event.content.end()) event.note = found->second;
    content.history.push_back(std::move(event));
  }
}

// What the officer may do is what the store would let them do.
void add_actions(Visit& visit, const Order& order, ApprovalPage& content) {
  bool is_upload_due = waits_for_upload(visit, order);
  if (order.state != OrderState::submitted && order.state != OrderState::failed && !is_upload_due) return;
  auto allowed = check_officer(visit, order);
  auto obstacle = visit.database().transact(
      [&](store::Transaction& transaction) { return store::find_obstacle(transaction, order.number); });
  if (obstacle) content.obstacle = {obstacle->message, obstacle->values};
  if (!allowed) content.obstacle = {allowed.error().message, allowed.error().values};
  bool has_approved = !allowed && allowed.error().message == store::kOrderDecidedAlready;
  content.may_approve = allowed && !obstacle && order.state == OrderState::submitted;
  content.may_reject = (allowed || has_approved) && !is_upload_due;
  content.may_retry = allowed && !obstacle && order.state == OrderState::failed;
  content.may_upload = allowed && is_upload_due;
}

}  // namespace

http::Response approval_page(Visit& visit, const Order& order, const view::FormState& form, int status) {
  ApprovalPage content;
  content.form = form;
  content.now = visit.now;
  content.number = static_cast<long>(order.number.value);
  content.kind = order.kind;
  content.state = order.state;
  content.predecessor = order.predecessor ? static_cast<long>(order.predecessor->value) : 0;
  content.submitted_by = shown_address(order.submitted_by_email);
  content.submitted_at = order.created_at;
  if (order.state == OrderState::failed) content.failure = order.failure;
  content.reason = order.reason;
  add_names(visit, order, content);
  add_organisation(visit, order, content);
  add_product(visit, order, content);
  add_request(order, content);
  add_lists(visit, order, content);
  add_actions(visit, order, content);
  return page(visit, content, status);
}

}  // namespace certportal::portal
