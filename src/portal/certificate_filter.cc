#include "portal/certificate_filter.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "model/certificate_record.h"
#include "portal/answer.h"

namespace certportal::portal {
namespace {

using store::CertificateOrder;

constexpr long kMaxPosition = 1'000'000'000;
constexpr std::int64_t kMaxSeconds = 253'402'300'799;  // the last second of the year 9999
constexpr std::int64_t kMinSeconds = -62'135'596'800;  // the first one of the year 1

CertificateOrder order_of(std::string_view sort) {
  if (sort == "number") return CertificateOrder::number_ascending;
  if (sort == "-number") return CertificateOrder::number_descending;
  if (sort == "name") return CertificateOrder::name_ascending;
  if (sort == "-name") return CertificateOrder::name_descending;
  if (sort == "end") return CertificateOrder::end_ascending;
  if (sort == "-end") return CertificateOrder::end_descending;
  return CertificateOrder::current_first;
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Reads the part of a key behind the number into the cursor.
bool parse_value(CertificateOrder order, std::string_view value, store::CertificateCursor& cursor) {
  switch (order) {
    case CertificateOrder::number_ascending:
    case CertificateOrder::number_descending: return value.empty();
    case CertificateOrder::name_ascending:
    case CertificateOrder::name_descending: cursor.name = value; return count_code_points(value) <= model::kMaxName;
    case CertificateOrder::current_first:
      if (value.empty() || (value.front() != 'c' && value.front() != 'e')) return false;
      cursor.ended = value.front() == 'e';
      value.remove_prefix(1);
      break;
    case CertificateOrder::end_ascending:
    case CertificateOrder::end_descending: break;
  }
  auto seconds = parse_whole<std::int64_t>(value);
  if (!seconds || *seconds < kMinSeconds || *seconds > kMaxSeconds) return false;
  cursor.end = Time{Seconds{*seconds}};
  return true;
}

Result<void> choose_organisations(std::string_view wanted, const store::Session& session,
                                  CertificateListRequest& request) {
  auto reference = model::parse_organisation_reference(wanted);
  bool found = wanted.empty();
  for (const auto& organisation : session.organisations) {
    if (!wanted.empty() && organisation.id != reference) continue;
    found = true;
    request.certificates += organisation.certificates;
    if (organisation.certificates > 0) request.query.organisations.push_back(organisation.id);
  }
  if (!found) return not_found();
  request.filter.organisation = wanted;
  return {};
}

}  // namespace

Result<CertificateListRequest> parse_list_request(const http::Form& parameters, const store::Session& session,
                                                  Time now) {
  CertificateListRequest request;
  store::CertificateQuery& query = request.query;
  query.contact = session.account.id;
  query.now = now;
  if (auto chosen = choose_organisations(parameters.get("organisation"), session, request); !chosen)
    return chosen.error();

  query.status = model::parse_certificate_status(parameters.get("status"));
  if (query.status) request.filter.status = model::name(*query.status);

  request.filter.q = trim(first_code_points(trim(parameters.get("q")), store::kMaxSearch));
  query.search = store::parse_search(host_of_url(request.filter.q));

  query.order = order_of(parameters.get("sort"));
  if (query.order != CertificateOrder::current_first) request.filter.sort = parameters.get("sort");

  if (auto key = parse_page_key(query.order, parameters.get("after"))) {
    request.filter.after = parameters.get("after");
    request.position = key->position;
    query.after = std::move(key->cursor);
  }
  return request;
}

void know_all_organisations(Visit& visit) {
  store::Session& session = *visit.session;
  if (!session.has_more_organisations) return;
  session.organisations = store::list_managed_organisations(visit.database(), session.account.id);
  session.has_more_organisations = false;
}

Result<CertificateListRequest> read_list_request(Visit& visit) {
  know_all_organisations(visit);
  auto request = parse_list_request(visit.request.parameters, *visit.session, visit.now);
  if (request) request->query.rule = model::renewable_rule(visit.portal.config);
  return request;
}

std::string format_page_key(CertificateOrder order, const PageKey& key) {
  std::string text = std::to_string(key.position) + "." + std::to_string(key.cursor.number);
  switch (order) {
    case CertificateOrder::number_ascending:
    case CertificateOrder::number_descending: return text;
    case CertificateOrder::name_ascending:
    case CertificateOrder::name_descending: return text + "." + key.cursor.name;
    case CertificateOrder::current_first: text += key.cursor.ended ? ".e" : ".c"; break;
    case CertificateOrder::end_ascending:
    case CertificateOrder::end_descending: text += "."; break;
  }
  return text + std::to_string(key.cursor.end.time_since_epoch().count());
}

std::optional<PageKey> parse_page_key(CertificateOrder order, std::string_view text) {
  auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  auto second = std::min(text.find('.', first + 1), text.size());
  auto position = parse_whole<long>(text.substr(0, first));
  auto number = parse_whole<std::uint64_t>(text.substr(first + 1, second - first - 1));
  if (!position || *position < 0 || *position > kMaxPosition || !number || *number > INT64_MAX) return std::nullopt;
  PageKey key{*position, {}};
  key.cursor.number = *number;
  if (!parse_value(order, text.substr(std::min(second + 1, text.size())), key.cursor)) return std::nullopt;
  return key;
}

}  // namespace certportal::portal
