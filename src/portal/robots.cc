#include "portal/robots.h"

namespace certportal::portal {

Result<http::Response> show_robots(Visit& visit) {
  visit.cookies.clear();
  std::string rules = "User-agent: *\n";
  for (const char* path : {"/login", "/register$", "/password/forgot$", "/help", "/static/", "/brand/"})
    rules += "Allow: " + visit.portal.base.path + path + "\n";
  http::Response response = http::text(200, rules + "Disallow: /\n");
  response.no_store = false;
  response.set_header("Cache-Control", "public, max-age=86400");
  return response;
}

}  // namespace certportal::portal
