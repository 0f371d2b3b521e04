#include "model/product.h"

#include <algorithm>

namespace certportal::model {
namespace {

constexpr long kMaxLifetimeDays = 825;

Error refuse(const Config& config, const std::string& key, const std::string& why) {
  return {Code::invalid, "", config.path() + ": key '" + key + "' " + why};
}

bool is_key_type(std::string_view text) {
  return std::find(std::begin(kKeyTypes), std::end(kKeyTypes), text) != std::end(kKeyTypes);
}

Result<Product> read_product(const Config& config, const std::string& name) {
  const std::string start = "product." + name + ".";
  Product product;
  product.name = name;
  product.name_de = config.text(start + "name_de");
  product.name_en = config.text(start + "name_en");
  if (product.name_en.empty()) product.name_en = product.name_de.empty() ? name : product.name_de;
  if (product.name_de.empty()) product.name_de = product.name_en;
  product.issuer = config.text(start + "issuer");
  auto kind = kind_of_issuer(config, product.issuer);
  if (!kind)
    return refuse(config, start + "issuer", "names no section [issuer.NAME] with a kind: '" + product.issuer + "'");
  product.issuer_kind = *kind;
  if (config.number(start + "lifetime_days") > kMaxLifetimeDays)
    return refuse(config, start + "lifetime_days", "is at most " + std::to_string(kMaxLifetimeDays));
  product.lifetime_days = static_cast<unsigned>(config.number(start + "lifetime_days"));
  product.key_types = config.list(start + "key_types");
  for (const std::string& type : product.key_types)
    if (!is_key_type(type))
      return refuse(config, start + "key_types", "takes rsa, p256, p384, p521, ed25519: '" + type + "'");
  if (product.key_types.empty()) return refuse(config, start + "key_types", "names no kind of key");
  product.has_wildcards = config.flag(start + "wildcards");
  product.has_auto_approval = config.flag(start + "auto_approval");
  if (config.number(start + "officers") > 2) return refuse(config, start + "officers", "is 1 or 2");
  product.officers = static_cast<unsigned>(config.number(start + "officers"));
  product.has_organisation_in_subject = config.flag(start + "organisation_in_subject");
  product.allows_same_key = config.flag(start + "same_key");
  return product;
}

}  // namespace

std::optional<IssuerKind> parse_issuer_kind(std::string_view name) {
  if (name == "local") return IssuerKind::local;
  if (name == "cmp") return IssuerKind::cmp;
  if (name == "manual") return IssuerKind::manual;
  return std::nullopt;
}

Result<std::vector<Product>> read_products(const Config& config) {
  std::vector<Product> products;
  for (const std::string& issuer : config.names("issuer"))
    if (!kind_of_issuer(config, issuer))
      return refuse(config, "issuer." + issuer + ".kind", "is one of local, cmp, manual");
  for (const std::string& issuer : config.names("issuer"))
    if (kind_of_issuer(config, issuer) == IssuerKind::cmp && config.text("issuer." + issuer + ".url").empty())
      return refuse(config, "issuer." + issuer + ".url", "is not set: where the CA answers CMP");
  for (const std::string& issuer : config.names("issuer"))
    for (const std::string& part : config.list("issuer." + issuer + ".subject_extra"))
      if (part.find('=') == std::string::npos)
        return refuse(config, "issuer." + issuer + ".subject_extra", "takes TYPE=value, TYPE=value: '" + part + "'");
  for (const std::string& name : config.names("product")) {
    auto product = read_product(config, name);
    if (!product) return product.error();
    products.push_back(std::move(*product));
  }
  return products;
}

const Product* find_product(const std::vector<Product>& products, std::string_view name) {
  auto found = std::find_if(products.begin(), products.end(), [&](const Product& one) { return one.name == name; });
  return found == products.end() ? nullptr : &*found;
}

std::optional<IssuerKind> kind_of_issuer(const Config& config, std::string_view issuer) {
  const auto& names = config.names("issuer");
  if (std::find(names.begin(), names.end(), issuer) == names.end()) return std::nullopt;
  return parse_issuer_kind(config.text("issuer." + std::string(issuer) + ".kind"));
}

}  // namespace certportal::model
