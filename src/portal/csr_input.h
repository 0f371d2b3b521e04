// A CSR as a form brings it, for every page that takes one: a file, or pasted.
#pragma once

#include <optional>
#include <string>

#include "model/order_content.h"
#include "portal/portal.h"
#include "store/organisations.h"
#include "view/form.h"
#include "view/order_preview.h"
#include "x509/csr.h"

namespace certportal::portal {

// The field csr, or the file csr_file: a chosen file wins. nullopt: what is wrong stands in `form`. Its field csr holds
// the request as PEM afterwards; or what was pasted and refused, if that is recognisably no private key.
std::optional<x509::Csr> read_csr(const Visit& visit, view::FormState& form);

// With the organisation's name and place where the product has them in the subject and an officer has checked them.
model::OrderCheck check_csr(Visit& visit, const x509::Csr& csr, const model::Product& product,
                            const store::Organisation& organisation);

// The same by model::check_stored_order().
model::OrderCheck check_stored_csr(const Visit& visit, const x509::Csr& csr, const model::Product& product,
                                   const store::Organisation& organisation);

// What an order of this organisation will come to, as all previews show it, issued now with the product's lifetime.
view::OrderPreview make_preview(Visit& visit, const x509::Csr& csr, const model::Product& product,
                                const model::OrderContent& content, model::OrganisationId organisation);

}  // namespace certportal::portal
