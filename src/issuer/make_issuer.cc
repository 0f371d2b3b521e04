#include "issuer/cmp.h"
#include "issuer/issuer.h"
#include "issuer/local.h"
#include "model/product.h"

namespace certportal::issuer {

Result<std::unique_ptr<Issuer>> make_issuer(const Config& config, std::string_view name) {
  const std::string issuer(name);
  auto kind = model::kind_of_issuer(config, name);
  if (!kind)
    return Error{Code::invalid, "", config.path() + ": there is no section [issuer." + issuer + "] with a kind"};
  switch (*kind) {
    case model::IssuerKind::local: return make_local_issuer(config, issuer);
    case model::IssuerKind::cmp: return make_cmp_issuer(config, issuer);
    case model::IssuerKind::manual: return std::unique_ptr<Issuer>();
  }
  return std::unique_ptr<Issuer>();
}

}  // namespace certportal::issuer
