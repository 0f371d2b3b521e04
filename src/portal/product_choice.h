// Which product a form orders.
#pragma once

#include "portal/portal.h"
#include "view/form.h"

namespace certportal::portal {

// The one that the field product names, or the only one there is. nullptr: PRODUCT_MISSING stands in `form`.
const model::Product* choose_product(const Visit& visit, view::FormState& form);

}  // namespace certportal::portal
