#include "portal/product_choice.h"

namespace certportal::portal {

const model::Product* choose_product(const Visit& visit, view::FormState& form) {
  const auto& products = visit.portal.products;
  std::string name = visit.field("product");
  if (name.empty() && products.size() == 1) return &products.front();
  const model::Product* product = model::find_product(products, name);
  if (!product) form.errors.push_back({"product", "PRODUCT_MISSING"});
  return product;
}

}  // namespace certportal::portal
