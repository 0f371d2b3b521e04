#include "portal/brand.h"

#include "portal/answer.h"

namespace certportal::portal {

Result<http::Response> show_brand_file(Visit& visit) {
  for (const view::BrandFile& file : visit.portal.site.brand_files()) {
    if (file.name != visit.match.capture("file")) continue;
    visit.cookies.clear();
    http::Response response;
    response.body = file.content;
    response.set_header("Content-Type", file.media_type);
    response.set_header("Cache-Control", "public, max-age=31536000, immutable");
    response.no_store = false;
    return response;
  }
  return not_found();
}

}  // namespace certportal::portal
