#include "portal/shown.h"

#include "model/domain_name.h"

namespace certportal::portal {

view::ShownName shown_name(const std::string& ascii_name) {
  auto display = model::display_name(ascii_name);
  if (display.unicode.empty()) return {ascii_name, ""};
  return {display.unicode, ascii_name};
}

std::string shown_product(const Visit& visit, const std::string& name) {
  const model::Product* product = model::find_product(visit.portal.products, name);
  return product ? product->shown_name(visit.language) : name;
}

}  // namespace certportal::portal
