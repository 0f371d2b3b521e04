#include "portal/start.h"

#include <algorithm>

#include "base/calendar.h"
#include "model/email.h"
#include "model/handover.h"
#include "portal/answer.h"
#include "portal/certificate_filter.h"
#include "portal/certificate_row.h"
#include "portal/second_factor_check.h"
#include "portal/shown.h"
#include "store/endings.h"
#include "store/handovers.h"
#include "store/orders.h"
#include "view/start_page.h"

namespace certportal::portal {
namespace {

using model::CertificateStatus;

constexpr auto kSoon = std::chrono::days(30);  // a certificate that ends within them is worth a look now
constexpr auto kRejectionIsNews = std::chrono::days(14);
constexpr auto kCertificateIsNews = std::chrono::days(3);
constexpr std::size_t kEndingShown = 5, kClosedShown = 3, kOrganisationsShown = 8;
constexpr std::size_t kLookedAt = 50;
constexpr int kMonths = 12;

store::CertificateQuery query_of(const Visit& visit) {
  store::CertificateQuery query;
  query.contact = visit.account().id;
  for (const auto& organisation : visit.session->organisations)
    if (organisation.certificates > 0) query.organisations.push_back(organisation.id);
  query.limit = kLookedAt;
  query.with_open_order = true;
  query.rule = model::renewable_rule(visit.portal.config);
  query.now = visit.now;
  return query;
}

// Those of one state that can be renewed and have no order for it yet, up to the first that ends after `until`.
void add_ending(Visit& visit, store::CertificateQuery query, CertificateStatus status, store::CertificateOrder order,
                Time until, view::StartPage& content) {
  query.status = status;
  query.order = order;
  for (store::ListedCertificate& row : store::list_certificates(visit.database(), query).rows) {
    if (row.facts.not_after > until) break;
    view::CertificateRow shown = make_certificate_row(visit, query.rule, row);
    if (shown.is_renewable) content.ending.push_back(std::move(shown));
  }
}

// What has ended a few days ago comes first, then what ends next.
void add_certificates(Visit& visit, view::StartPage& content) {
  store::CertificateQuery query = query_of(visit);
  if (query.organisations.empty()) return;
  add_ending(visit, query, CertificateStatus::expired, store::CertificateOrder::end_descending, visit.now, content);
  add_ending(visit, query, CertificateStatus::expiring, store::CertificateOrder::end_ascending, visit.now + kSoon,
             content);
  content.has_more_ending = content.ending.size() > kEndingShown;
  if (content.has_more_ending) content.ending.resize(kEndingShown);
}

void add_orders(Visit& visit, view::StartPage& content) {
  model::AccountId contact = visit.account().id;
  content.open_orders =
      static_cast<long>(store::list_orders_of(visit.database(), contact, true, std::nullopt, kLookedAt + 1).size());
  for (const store::Order& order : store::list_orders_of(visit.database(), contact, false, std::nullopt, kLookedAt)) {
    const auto age = visit.now - order.changed_at;
    const long number = static_cast<long>(order.number.value);
    if (order.state == model::OrderState::rejected && age <= kRejectionIsNews && content.rejected.size() < kClosedShown)
      content.rejected.push_back({number, shown_name(order.name), order.reason});
    if (order.state == model::OrderState::issued && age <= kCertificateIsNews && content.issued.size() < kClosedShown)
      content.issued.push_back({number, shown_name(order.name)});
  }
}

void add_handovers(Visit& visit, view::StartPage& content) {
  for (const store::Handover& handover : store::list_handovers_of(visit.database(), visit.account().id, kLookedAt)) {
    const auto state = store::state_at(handover, visit.now);
    if (!model::is_open(state) || store::side_of(handover, visit.account().id) != model::HandoverSide::contact)
      continue;
    content.handovers.push_back({model::to_text(handover.id), handover.organisation_name,
                                 model::EmailAddress::from_stored(handover.successor.email).display(),
                                 state == model::HandoverState::accepted});
  }
}

void add_months(Visit& visit, view::StartPage& content) {
  std::vector<Time> bounds;
  for (int month = 0; month <= kMonths; ++month) bounds.push_back(local_month(visit.now, month));
  bounds.front() = visit.now;  // what has ended this month does not end any more
  std::vector<long> counts = store::count_endings(visit.database(), visit.account().id, bounds);
  for (std::size_t i = 0; i < counts.size(); ++i) content.months.push_back({bounds[i], counts[i]});
}

void add_organisations(const store::Session& session, view::StartPage& content) {
  for (const auto& organisation : session.organisations) {
    if (content.organisations.size() == kOrganisationsShown) {
      content.has_more_organisations = true;
      return;
    }
    content.organisations.push_back({model::to_text(organisation.id), organisation.name, organisation.certificates});
  }
}

}  // namespace

Result<http::Response> show_start(Visit& visit) {
  if (!visit.session) return redirect(visit, "/login");
  if (needs_second_factor(visit)) return redirect(visit, "/account/second-factor");
  know_all_organisations(visit);
  view::StartPage content;
  content.now = visit.now;
  add_organisations(*visit.session, content);
  if (content.organisations.empty()) {
    content.has_handed_over = store::has_handed_over(visit.database(), visit.account().id);
    return page(visit, content);
  }
  add_certificates(visit, content);
  add_orders(visit, content);
  add_handovers(visit, content);
  add_months(visit, content);
  return page(visit, content);
}

}  // namespace certportal::portal
