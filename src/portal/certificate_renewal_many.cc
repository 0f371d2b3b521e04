// Several renewals with one confirmation: those that keep their key are ordered together, each in a transaction of its
// own, so that one that became impossible meanwhile holds up no other.
#include <algorithm>

#include "portal/answer.h"
#include "portal/certificate_renewal.h"
#include "portal/certificates.h"
#include "portal/follow_up.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kMaxRenewals = 100;

// The ticked ones, each once. Errors: those of the form; not_found for what is no number.
Result<std::vector<model::CertificateNumber>> read_numbers(const Visit& visit) {
  std::vector<model::CertificateNumber> numbers;
  for (std::string_view text : visit.form.all("number")) {
    auto number = model::parse_certificate_number(text);
    if (!number) return not_found();
    if (std::find(numbers.begin(), numbers.end(), *number) == numbers.end()) numbers.push_back(*number);
  }
  if (numbers.empty()) return Error{Code::invalid, "CERTIFICATES_NOT_CHOSEN", "no certificate is ticked"};
  if (numbers.size() > kMaxRenewals)
    return Error{
        Code::invalid, "CERTIFICATES_TOO_MANY", "too many certificates", {{"LIMIT", std::to_string(kMaxRenewals)}}};
  return numbers;
}

struct Ready {
  OwnCertificate own;
  FollowUp follow_up;
};

struct Sorted {
  std::vector<Ready> ready;
  view::RenewManyPage page;
};

view::RenewalRow row_of(const OwnCertificate& own, const Error* why) {
  view::ActionCertificate shown = shown_certificate(own);
  view::RenewalRow row{shown.number, shown.name, shown.end};
  if (!why) return row;
  row.refusal = why->message;
  row.values = why->values;
  return row;
}

void sort_in(Visit& visit, OwnCertificate own, Sorted& sorted) {
  if (auto possible = model::check_renewal(own.standing, visit.now); !possible) {
    Error why = readable(visit, own, possible.error());
    return sorted.page.not_possible.push_back(row_of(own, &why));
  }
  const model::Product* product = known_product(visit, own);
  if (!product) return sorted.page.one_by_one.push_back(row_of(own, nullptr));
  if (auto possible = check_same_key(visit, own, *product); !possible)
    return sorted.page.one_by_one.push_back(row_of(own, &possible.error()));
  auto follow_up = with_same_key(visit, own, *product);
  if (!follow_up) return sorted.page.one_by_one.push_back(row_of(own, &follow_up.error()));
  sorted.page.together.push_back(row_of(own, nullptr));
  sorted.ready.push_back({std::move(own), std::move(*follow_up)});
}

Result<Sorted> sort_all(Visit& visit, const std::vector<model::CertificateNumber>& numbers) {
  Sorted sorted;
  for (model::CertificateNumber number : numbers) {
    auto own = find_own_certificate(visit, number);
    if (!own) return own.error();
    sort_in(visit, std::move(*own), sorted);
  }
  return sorted;
}

// What became impossible meanwhile moves over to the others on the page.
std::size_t order_all(Visit& visit, Sorted& sorted) {
  std::size_t ordered = 0;
  sorted.page.together.clear();
  for (const Ready& each : sorted.ready) {
    auto number = submit_follow_up(visit, each.own, each.follow_up);
    if (number) {
      ++ordered;
      continue;
    }
    Error why = readable(visit, each.own, number.error());
    auto& rows = why.code == Code::invalid ? sorted.page.one_by_one : sorted.page.not_possible;
    rows.push_back(row_of(each.own, &why));
  }
  return ordered;
}

}  // namespace

Result<http::Response> show_certificates_renew(Visit& visit) { return redirect(visit, "/certificates"); }

Result<http::Response> post_certificates_renew(Visit& visit) {
  auto numbers = read_numbers(visit);
  if (!numbers && numbers.error().code == Code::invalid) {
    view::FormState form;
    form.add("", numbers.error());
    return show_certificates_with(visit, form);
  }
  if (!numbers) return numbers.error();
  auto sorted = sort_all(visit, *numbers);
  if (!sorted) return sorted.error();
  if (visit.form.get("confirm") != "1") return page(visit, sorted->page);
  std::size_t ordered = order_all(visit, *sorted);
  if (ordered == 0) return page(visit, sorted->page, 409);
  return redirect(visit, "/orders", "FLASH_RENEWALS_ORDERED", ordered);
}

}  // namespace certportal::portal
