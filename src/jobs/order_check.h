// Whether an approved order may go to its CA: what has changed since it was placed, and what no page would have
// written. A worker that was taken over writes orders, too (sql/grants.sql).
#pragma once

#include <string>
#include <vector>

#include "model/product.h"
#include "store/issuance.h"

namespace certportal::jobs {

// "" if nothing speaks against it; else why it fails: English, one line. Its product is in the configuration, its names
// are such as a certificate may hold, nothing of store::find_obstacle(). `is_local`: the portal's own CA is to sign it,
// as what was reserved says: that ends within the product's lifetime from now.
std::string find_objection(const std::vector<model::Product>& products, const store::ClaimedOrder& claimed,
                           bool is_local, Time now);

}  // namespace certportal::jobs
