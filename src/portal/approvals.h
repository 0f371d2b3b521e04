// "/approvals": what officers do with orders: see the queue, approve, reject, try again, upload what a CA without a
// program has made. Nobody decides what is their own (store::check_officer).
#pragma once

#include "portal/portal.h"
#include "store/orders.h"
#include "view/approval_pages.h"

namespace certportal::portal {

Result<http::Response> show_approvals(Visit& visit);      // status after
Result<http::Response> show_approvals_csv(Visit& visit);  // status
Result<http::Response> show_approvals_json(Visit& visit);
Result<http::Response> post_approve_many(Visit& visit);  // number…: 200 with what became of each
Result<http::Response> show_approval(Visit& visit);      // :number; also on the paths of its forms
Result<http::Response> show_approval_csr(Visit& visit);  // :number
Result<http::Response> post_approval_approve(Visit& visit);
Result<http::Response> post_approval_reject(Visit& visit);  // reason
Result<http::Response> post_approval_retry(Visit& visit);
Result<http::Response> post_approval_certificate(Visit& visit);  // certificate or certificate_file; manual issuers
Result<http::Response> post_approval_refused(Visit& visit);      // reason; manual issuers

// Those of the query's `status`, the name of a chip; of all that waits with an unknown one. As store::list_queue().
std::vector<store::Order> list_approvals(Visit& visit, std::optional<model::CertificateNumber> after,
                                         std::size_t limit);

// So many orders wait for officers, at most kMostWaiting.
inline constexpr unsigned kMostWaiting = 99;
unsigned count_waiting_orders(Visit& visit);

// Of the path. Error: not_found.
Result<store::Order> find_order_of_visit(Visit& visit);

// The order's page as it stands now, with what was wrong with a form on it.
http::Response approval_page(Visit& visit, const store::Order& order, const view::FormState& form, int status);

// Likewise with an error of the whole form, under the error's status; the order is read again, for it may have changed.
Result<http::Response> refused_approval(Visit& visit, const store::Order& order, const Error& error);

std::string approval_path(model::CertificateNumber number);  // "/approvals/320017"

// 1-500 characters in one line, as mails want it. Errors (invalid): REASON_MISSING, REASON_TOO_LONG (LIMIT),
// TEXT_FORBIDDEN_CHARACTERS.
Result<std::string> parse_reason(std::string_view typed);

// Whether the order's certificate is made by hand, and uploaded by an officer; whether that is what it waits for now.
bool is_made_by_hand(const Visit& visit, const store::Order& order);
bool waits_for_upload(const Visit& visit, const store::Order& order);

// Why the signed-in officer may not decide it, or touch its upload.
Result<void> check_officer(Visit& visit, const store::Order& order);

}  // namespace certportal::portal
