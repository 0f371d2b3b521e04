// What can be ordered: the products of the configuration, [product.NAME] (orders.md), and the issuers that they name,
// [issuer.NAME], as far as pages need to know them: never their secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/result.h"

namespace certportal::model {

enum class IssuerKind { local, cmp, manual };
std::optional<IssuerKind> parse_issuer_kind(std::string_view name);

struct Product {
  std::string name;              // as in the configuration and in forms
  std::string name_de, name_en;  // as people read it
  std::string issuer;            // its name in the configuration
  IssuerKind issuer_kind = IssuerKind::local;
  unsigned lifetime_days = 200;
  std::vector<std::string> key_types;  // of kKeyTypes
  bool has_wildcards = true;
  bool has_auto_approval = false;  // of orders whose every name the organisation holds
  unsigned officers = 1;           // how many have to approve: 1 or 2
  bool has_organisation_in_subject = false;
  bool allows_same_key = true;  // renewing without a new CSR

  const std::string& shown_name(std::string_view language) const { return language == "de" ? name_de : name_en; }
};

// "rsa" (2048-8192 bits), "p256", "p384", "p521", "ed25519".
inline constexpr std::string_view kKeyTypes[] = {"rsa", "p256", "p384", "p521", "ed25519"};

// All, in the order of the file. Error (text in log, with all that is wrong): a product names an issuer that there is
// none of or an unknown key type, a kind of issuer is none, a subject_extra is no TYPE=value.
Result<std::vector<Product>> read_products(const Config& config);

// nullptr: there is none of that name (any more).
const Product* find_product(const std::vector<Product>& products, std::string_view name);

// How the certificates of an issuer are revoked; nullopt: the configuration knows no such issuer (any more).
std::optional<IssuerKind> kind_of_issuer(const Config& config, std::string_view issuer);

}  // namespace certportal::model
