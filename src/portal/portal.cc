#include "portal/portal.h"

#include "base/file.h"
#include "base/text.h"
#include "model/order_content.h"
#include "secret/hash_slot.h"
#include "secret/sealed_box.h"

namespace certportal::portal {
namespace {

Result<std::string> read_secret(const Config& config, std::string_view key) {
  const std::string& path = config.text(key);
  if (path.empty()) return Error{Code::invalid, "", config.path() + ": key '" + std::string(key) + "' is not set"};
  auto content = read_file(path, 4096);
  if (!content) return content.error();
  return std::string(trim(*content));
}

}  // namespace

Result<Portal> make_portal(const Config& config, const view::Site& site, store::Database& database,
                           Scoreboard& scoreboard) {
  auto base = http::parse_base_url(config.text("base_url"));
  if (!base) return base.error();
  auto form_key = read_secret(config, "worker.form_key_file");
  if (!form_key) return form_key.error();
  if (form_key->size() < 32)
    return Error{Code::invalid, "", "worker.form_key_file holds no key; make one with 'certportal secrets init'"};
  auto seal_key = read_secret(config, "seal_public_key_file");
  if (!seal_key) return seal_key.error();
  if (!secret::is_seal_key(*seal_key))
    return Error{Code::invalid, "", "seal_public_key_file holds no key; make one with 'certportal secrets init'"};
  auto products = model::read_products(config);
  if (!products) return products.error();
  std::vector<std::string> bad_keys;
  if (const std::string& path = config.text("bad_keys_file"); !path.empty()) {
    auto read = model::read_bad_keys(path);
    if (!read) return read.error();
    bad_keys = std::move(*read);
  }
  Portal portal{config,    *base,          http::CookieNames(*base),      site, database, scoreboard, *form_key,
                *seal_key, {base->origin}, config.list("trusted_proxies")};
  for (const std::string& origin : config.list("other_origins")) portal.origins.push_back(to_lower_ascii(origin));
  portal.hash_slots = secret::hash_slots(config.number("workers"), config.flag("limits"));
  portal.products = std::move(*products);
  portal.bad_keys = std::move(bad_keys);
  portal.limits = read_limits(config);
  return portal;
}

}  // namespace certportal::portal
