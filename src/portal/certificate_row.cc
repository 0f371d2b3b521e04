#include "portal/certificate_row.h"

#include "model/domain_name.h"

namespace certportal::portal {
namespace {

std::string organisation_name(const store::Session& session, model::OrganisationId id) {
  for (const auto& organisation : session.organisations)
    if (organisation.id == id) return organisation.name;
  return "";
}

}  // namespace

view::CertificateRow make_certificate_row(const Visit& visit, const model::RenewableRule& rule,
                                          store::ListedCertificate& row) {
  view::CertificateRow shown;
  shown.number = static_cast<long>(row.number.value);
  shown.more_names = row.more_names;
  shown.organisation = organisation_name(*visit.session, row.organisation);
  shown.end = row.facts.not_after;
  shown.status = model::status_at(row.facts, rule, visit.now);
  shown.is_renewable = model::is_renewable(row.facts, rule, row.open_order != 0, visit.now);
  shown.open_order = static_cast<long>(row.open_order);
  shown.replaced_by = static_cast<long>(row.replaced_by);
  shown.name = std::move(row.name);
  if (shown.name.find("xn--") == std::string::npos) return shown;
  if (auto display = model::display_name(shown.name); !display.unicode.empty()) {
    shown.ascii_name = std::move(shown.name);
    shown.name = std::move(display.unicode);
  }
  return shown;
}

}  // namespace certportal::portal
