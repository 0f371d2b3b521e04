// Lines: the language cookie, the account's locale, Accept-Language. One of the site's languages comes out.
#include <filesystem>
#include <memory>

#include "fuzz.h"
#include "view/site.h"

using namespace certportal;

namespace {

std::unique_ptr<view::Site> load_site() {
  view::SiteSettings settings;
  settings.template_dir = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "templates").string();
  auto site = view::Site::load(settings);
  fuzz::demand(site.ok(), "the templates load");
  return std::move(*site);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<view::Site> site = load_site();
  std::string_view rest = fuzz::as_text(data, size);
  std::string_view cookie = fuzz::take_line(rest), locale = fuzz::take_line(rest);
  std::string language = site->pick_language(cookie, locale, rest);
  fuzz::demand(site->has_language(language), "a language of the site");
  fuzz::demand(!site->has_language(cookie) || language == cookie, "the cookie goes first");
  return 0;
}
