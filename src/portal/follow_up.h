// What a renewal or a re-issue asks for, checked as any order is, and its submission.
#pragma once

#include <optional>
#include <string>

#include "model/order_content.h"
#include "portal/own_certificate.h"
#include "view/form.h"
#include "x509/csr.h"

namespace certportal::portal {

struct FollowUp {
  model::OrderKind kind = model::OrderKind::renewal;
  const model::Product* product = nullptr;  // of visit.portal.products
  x509::Csr csr;
  model::OrderContent content;
  bool reuses_csr = false;  // without a new one
};

// The product of the certificate's order, as far as there still is one of that name.
const model::Product* known_product(const Visit& visit, const OwnCertificate& own);

// Why the certificate cannot be renewed without a new CSR: invalid SAME_KEY_NO_CSR, and as by store::check_order_key().
Result<void> check_same_key(Visit& visit, const OwnCertificate& own, const model::Product& product);

// With the stored CSR, which is checked as a new one is. Precondition: check_same_key(). Errors: invalid.
Result<FollowUp> with_same_key(Visit& visit, const OwnCertificate& own, const model::Product& product);

// From the form: product (where the certificate's own is not known), same_key or csr or csr_file. nullopt: what is
// wrong was added to `form`, whose field csr holds the request as PEM, and never a private key.
std::optional<FollowUp> read_follow_up(Visit& visit, const OwnCertificate& own, model::OrderKind kind,
                                       view::FormState& form);

// The order's number. Errors as those of store::submit_order().
Result<model::CertificateNumber> submit_follow_up(Visit& visit, const OwnCertificate& own, const FollowUp& follow_up);

// A re-issue keeps the end, as far as the product reaches.
Time end_of(const OwnCertificate& own, const FollowUp& follow_up, Time now);

}  // namespace certportal::portal
