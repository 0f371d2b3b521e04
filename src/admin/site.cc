#include "admin/site.h"

#include "http/base_url.h"

namespace certportal::admin {

Result<std::unique_ptr<view::Site>> load_site(const Config& config) {
  auto base = http::parse_base_url(config.text("base_url"));
  if (!base) return base.error();
  return view::Site::load({.template_dir = config.text("template_dir"),
                           .base_path = base->path,
                           .brand = config.text("brand"),
                           .brand_color = config.text("brand_color"),
                           .logo_file = config.text("logo_file"),
                           .support_email = config.text("support_email"),
                           .imprint_url = config.text("imprint_url"),
                           .privacy_url = config.text("privacy_url"),
                           .time_zone = config.text("time_zone"),
                           .version = kVersion,
                           .limits = config.flag("limits")});
}

}  // namespace certportal::admin
