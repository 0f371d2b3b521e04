// What officers look at for a decision: the queue of orders that wait for them, and what was issued for the names
// before. Never for contacts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/order.h"
#include "model/reference.h"
#include "store/database.h"
#include "store/orders.h"

namespace certportal::store {

// Which orders wait: those in one of `states`, and approved ones of `upload_issuers`, whose certificates an officer
// uploads.
struct OrderQueue {
  std::vector<model::OrderState> states = {model::OrderState::submitted, model::OrderState::failed};
  std::vector<std::string> upload_issuers = {};
};

// The oldest first, those behind `after` (a number), at most `limit`; without CSR.
std::vector<Order> list_queue(Database& database, const OrderQueue& queue,
                              std::optional<model::CertificateNumber> after, std::size_t limit);
long count_queue(Database& database, const OrderQueue& queue, long limit);  // at most `limit`

// A certificate that the organisation has, or had, for one of the names.
struct EarlierCertificate {
  model::CertificateNumber number;
  std::string name;  // A-labels
  long more_names = 0;
  Time not_after{};
  bool is_revoked = false;
};

// Those that end last first, at most `limit`.
std::vector<EarlierCertificate> list_earlier_certificates(Database& database, model::OrganisationId organisation,
                                                          const std::vector<std::string>& names, std::size_t limit);

// Whether a certificate of this fingerprint (SHA-256, bytes) is stored, whosever.
bool is_stored_certificate(Transaction& transaction, std::string_view sha256);

}  // namespace certportal::store
