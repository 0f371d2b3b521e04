// How pages write what the database holds in its canonical form.
#pragma once

#include <string>

#include "portal/portal.h"
#include "view/order_preview.h"

namespace certportal::portal {

// A domain name in U-labels, with its A-label form where that differs. What is no domain name stays as it is.
view::ShownName shown_name(const std::string& ascii_name);

// A product's name in the visit's language, or its bare name where the configuration does not have it any more.
std::string shown_product(const Visit& visit, const std::string& name);

}  // namespace certportal::portal
