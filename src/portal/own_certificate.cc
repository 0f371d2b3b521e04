#include "portal/own_certificate.h"

#include <algorithm>

#include "base/text.h"
#include "model/certificate_record.h"
#include "portal/answer.h"
#include "portal/certificate_files.h"
#include "portal/shown.h"
#include "view/format.h"

namespace certportal::portal {
namespace {

model::CertificateStanding standing_of(Visit& visit, const store::StoredCertificate& stored,
                                       const std::optional<store::Order>& order) {
  model::CertificateStanding standing{stored.facts, model::renewable_rule(visit.portal.config)};
  standing.replaced_by = stored.replaced_by;
  standing.open_order = store::find_open_order_for(visit.database(), stored.number);
  standing.is_imported = !order;
  if (order) standing.issuer_kind = model::kind_of_issuer(visit.portal.config, order->issuer);
  return standing;
}

// The issuing organisation, else the CA's own name.
std::string issuer_name(const x509::Certificate& certificate) {
  std::string common_name;
  for (const auto& part : certificate.issuer().parts) {
    if (part.short_name == "O") return part.value;
    if (part.short_name == "CN") common_name = part.value;
  }
  return common_name.empty() ? certificate.issuer().text : common_name;
}

}  // namespace

Result<OwnCertificate> find_own_certificate(Visit& visit, model::CertificateNumber number) {
  auto stored = store::find_certificate_of(visit.database(), visit.account().id, number);
  if (!stored) return not_found();
  auto order = store::find_order_of(visit.database(), visit.account().id, number);
  model::CertificateStanding standing = standing_of(visit, *stored, order);
  x509::Certificate certificate = parse_stored(stored->der);
  return OwnCertificate{std::move(*stored), std::move(certificate), std::move(order), standing};
}

Result<OwnCertificate> find_own_certificate(Visit& visit) {
  auto number = model::parse_certificate_number(visit.match.capture("number"));
  if (!number) return not_found();
  return find_own_certificate(visit, *number);
}

std::vector<std::string> all_names(const OwnCertificate& own) {
  std::vector<std::string> names;
  auto add = [&names](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& alternative : own.certificate.all_alternative_names()) {
    auto ascii = alternative.kind == x509::NameKind::dns ? model::to_ascii(alternative.text, true) : std::nullopt;
    add(ascii ? *ascii : to_lower_ascii(alternative.text));
  }
  auto common_name = model::to_ascii(own.certificate.common_name(), true);
  if (common_name && common_name->find('.') != std::string::npos) add(*common_name);
  if (names.empty()) add(model::name_of(own.certificate));
  return names;
}

view::ActionCertificate shown_certificate(const OwnCertificate& own) {
  view::ActionCertificate shown;
  shown.number = static_cast<long>(own.stored.number.value);
  shown.organisation_reference = model::to_text(own.stored.organisation);
  shown.organisation = own.stored.organisation_name;
  shown.end = own.stored.facts.not_after;
  shown.serial = model::serial_text(own.certificate);
  shown.key = own.certificate.public_key().text;
  for (const std::string& name : all_names(own)) shown.names.push_back(shown_name(name));
  shown.name = shown_name(model::name_of(own.certificate)).name;
  return shown;
}

Error readable(const Visit& visit, const OwnCertificate& own, Error error) {
  for (auto& [name, value] : error.values)
    if (auto time = name == "FROM" || name == "END" ? from_sql(value) : std::nullopt)
      value = view::format_date(visit.portal.site, visit.language, *time);
  if (error.message == "CERTIFICATE_IMPORTED" || error.message == "CERTIFICATE_MANUAL")
    error.values["ISSUER"] = issuer_name(own.certificate);
  error.values.insert({"NUMBER", model::to_text(own.stored.number)});
  return error;
}

}  // namespace certportal::portal
