// A contact's orders: a new one, the lists, one of them.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_order_new(Visit& visit);
Result<http::Response> post_order_new(Visit& visit);
Result<http::Response> show_orders(Visit& visit);
Result<http::Response> show_orders_csv(Visit& visit);  // the same filter, all its rows up to the limit
Result<http::Response> show_orders_json(Visit& visit);
bool shows_open_orders(const Visit& visit);  // else rejected and withdrawn ones: the filter
Result<http::Response> show_order(Visit& visit);
Result<http::Response> post_order_withdraw(Visit& visit);

}  // namespace certportal::portal
