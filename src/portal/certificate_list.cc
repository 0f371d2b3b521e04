// The list page: rows, counts and the notice about what ends soon, from one statement in the usual case.

#include "portal/answer.h"
#include "portal/certificate_filter.h"
#include "portal/certificate_row.h"
#include "portal/certificates.h"
#include "store/handovers.h"

namespace certportal::portal {
namespace {

using model::CertificateStatus;
using store::CertificateOrder;
using store::ListedCertificate;

constexpr long kMaxCount = 1001;  // shown as "more than 1,000"
constexpr long kMaxEnding = 101;  // shown as "more than 100"
constexpr auto kEndingSoon = std::chrono::days(14);

bool is_whole_list(const CertificateListRequest& request, const store::CertificatePart& part) {
  return !request.query.after && !part.has_more;
}

// Rows that fit the filter; asks the database only where neither the page nor the organisations know.
long total_of(Visit& visit, const CertificateListRequest& request, const store::CertificatePart& part) {
  if (!request.query.status && !request.query.search) return request.certificates;
  if (is_whole_list(request, part)) return static_cast<long>(part.rows.size());
  return store::count_certificates(visit.database(), request.query, kMaxCount);
}

long* count_of(view::StatusCounts& counts, CertificateStatus status) {
  switch (status) {
    case CertificateStatus::active: return &counts.active;
    case CertificateStatus::expiring: return &counts.expiring;
    case CertificateStatus::expired: return &counts.expired;
    case CertificateStatus::revoked: return &counts.revoked;
    case CertificateStatus::replaced: return &counts.replaced;
    case CertificateStatus::revocation_pending: return nullptr;
  }
  return nullptr;
}

// Counts beside "all" and the chosen chip, which are known already: a statement for the others would cost half a page.
view::StatusCounts make_counts(const CertificateListRequest& request, const view::CertificateListPage& content) {
  view::StatusCounts counts;
  if (!request.query.search) counts.all = request.certificates;
  if (request.query.status) {
    if (long* count = count_of(counts, *request.query.status)) *count = content.total;
    return counts;
  }
  counts.all = content.total;
  return counts;
}

// The usual first page begins with what ends next, so that it mostly knows this by itself.
void add_notice(Visit& visit, const CertificateListRequest& request, const store::CertificatePart& part,
                view::CertificateListPage& content) {
  const store::CertificateQuery& query = request.query;
  if (query.status || query.search || query.after || query.order != CertificateOrder::current_first) return;
  Time until = visit.now + kEndingSoon;
  bool goes_on = part.has_more && !part.ended;
  for (const view::CertificateRow& row : content.rows) {
    if (row.end < visit.now || row.end > until) {
      goes_on = false;
      break;
    }
    if (row.status != CertificateStatus::active && row.status != CertificateStatus::expiring) continue;
    if (content.ending_soon++ > 0) continue;
    content.next_end_name = row.name;
    content.next_end = row.end;
  }
  content.ending_soon_days = kEndingSoon.count();
  if (goes_on && content.ending_soon > 0)
    content.ending_soon = store::count_ending_certificates(visit.database(), query, visit.now, until, kMaxEnding);
}

std::string next_key(const CertificateListRequest& request, const store::CertificatePart& part, std::string last_name) {
  if (!part.has_more || part.rows.empty()) return "";
  const ListedCertificate& last = part.rows.back();
  PageKey key{request.position + static_cast<long>(part.rows.size()),
              {last.number.value, std::move(last_name), last.facts.not_after, part.ended}};
  return format_page_key(request.query.order, key);
}

}  // namespace

Result<http::Response> show_certificates(Visit& visit) { return show_certificates_with(visit, {}); }

Result<http::Response> show_certificates_with(Visit& visit, const view::FormState& form) {
  auto request = read_list_request(visit);
  if (!request) return request.error();
  request->query.with_open_order = true;
  store::CertificatePart part = store::list_certificates(visit.database(), request->query);

  view::CertificateListPage content;
  content.now = visit.now;
  content.next_after = next_key(*request, part, part.rows.empty() ? "" : part.rows.back().name);
  content.rows.reserve(part.rows.size());
  for (ListedCertificate& row : part.rows)
    content.rows.push_back(make_certificate_row(visit, request->query.rule, row));
  content.first = request->position + 1;
  content.total = total_of(visit, *request, part);
  content.counts = make_counts(*request, content);
  add_notice(visit, *request, part, content);
  content.has_organisations = !visit.session->organisations.empty();
  if (!content.has_organisations)
    content.has_handed_over = store::has_handed_over(visit.database(), visit.account().id);
  content.has_certificates = request->certificates > 0;
  content.filter = std::move(request->filter);
  content.form = form;
  return form_page(visit, content);
}

}  // namespace certportal::portal
