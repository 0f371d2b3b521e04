#include "jobs/order_check.h"

#include <algorithm>

#include "model/certificate_name.h"

namespace certportal::jobs {
namespace {

std::string find_bad_name(const store::Order& order) {
  for (const std::string& name : order.names) {
    auto checked = model::check_certificate_name(name);
    if (!checked) return "its name " + name + " cannot be issued: " + checked.error().log;
    if (*checked != name) return "its name " + name + " is not written as " + *checked;
  }
  bool is_known = std::find(order.names.begin(), order.names.end(), order.name) != order.names.end();
  return order.name.empty() || is_known ? "" : "its common name " + order.name + " is not among its names";
}

}  // namespace

std::string find_objection(const std::vector<model::Product>& products, const store::ClaimedOrder& claimed,
                           bool is_local, Time now) {
  const store::Order& order = claimed.order;
  if (claimed.obstacle) return claimed.obstacle->log;
  const model::Product* product = model::find_product(products, order.product);
  if (product == nullptr) return "its product is not in the configuration any more: " + order.product;
  if (auto bad = find_bad_name(order); !bad.empty()) return bad;
  if (!is_local) return "";
  if (claimed.serial.empty()) return "nothing was reserved for it";
  if (claimed.not_after > now + std::chrono::days(product->lifetime_days))
    return "its end is beyond the lifetime of its product, " + std::to_string(product->lifetime_days) +
           " days from now";
  return "";
}

}  // namespace certportal::jobs
