#include "model/product.h"

#include <algorithm>

namespace certportal::model {
namespace {

// All that is wrong, so that nobody needs a try for each.
struct Reading {
  const Config& config;
  std::string problems;

  void refuse(const std::string& key, const std::string& why) {
    problems += (problems.empty() ? "key '" : "; key '") + key + "' " + why;
  }
};

bool is_key_type(std::string_view text) {
  return std::find(std::begin(kKeyTypes), std::end(kKeyTypes), text) != std::end(kKeyTypes);
}

void read_key_types(Reading& reading, const std::string& key, Product& product) {
  product.key_types = reading.config.list(key);
  for (const std::string& type : product.key_types)
    if (!is_key_type(type)) reading.refuse(key, "takes rsa, p256, p384, p521, ed25519: '" + type + "'");
  if (product.key_types.empty()) reading.refuse(key, "names no kind of key");
}

Product read_product(Reading& reading, const std::string& name) {
  const Config& config = reading.config;
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
    reading.refuse(start + "issuer", "names no section [issuer.NAME] with a kind: '" + product.issuer + "'");
  else
    product.issuer_kind = *kind;
  product.lifetime_days = static_cast<unsigned>(config.number(start + "lifetime_days"));
  read_key_types(reading, start + "key_types", product);
  product.has_wildcards = config.flag(start + "wildcards");
  product.has_auto_approval = config.flag(start + "auto_approval");
  product.officers = static_cast<unsigned>(config.number(start + "officers"));
  product.has_organisation_in_subject = config.flag(start + "organisation_in_subject");
  product.allows_same_key = config.flag(start + "same_key");
  return product;
}

void check_issuer(Reading& reading, const std::string& name) {
  const std::string start = "issuer." + name + ".";
  auto kind = kind_of_issuer(reading.config, name);
  if (!kind) reading.refuse(start + "kind", "is one of local, cmp, manual");
  if (kind == IssuerKind::cmp && reading.config.text(start + "url").empty())
    reading.refuse(start + "url", "is not set: where the CA answers CMP");
  for (const std::string& part : reading.config.list(start + "subject_extra"))
    if (part.find('=') == std::string::npos)
      reading.refuse(start + "subject_extra", "takes TYPE=value, TYPE=value: '" + part + "'");
}

}  // namespace

std::optional<IssuerKind> parse_issuer_kind(std::string_view name) {
  if (name == "local") return IssuerKind::local;
  if (name == "cmp") return IssuerKind::cmp;
  if (name == "manual") return IssuerKind::manual;
  return std::nullopt;
}

Result<std::vector<Product>> read_products(const Config& config) {
  Reading reading{config, ""};
  std::vector<Product> products;
  for (const std::string& issuer : config.names("issuer")) check_issuer(reading, issuer);
  for (const std::string& name : config.names("product")) products.push_back(read_product(reading, name));
  if (!reading.problems.empty()) return Error{Code::invalid, "", config.path() + ": " + reading.problems};
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
