#include "portal/organisation_page.h"

#include "model/email.h"
#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/organisation_history.h"

namespace certportal::portal {
namespace {

using store::Organisation;

Result<Organisation> found(std::optional<Organisation> organisation) {
  if (!organisation) return not_found();
  return std::move(*organisation);
}

model::OrganisationId reference_of(const Visit& visit) {
  return model::parse_organisation_reference(visit.match.capture("reference")).value_or(model::OrganisationId{});
}

}  // namespace

Result<Organisation> find_own_organisation(Visit& visit) {
  return found(store::find_organisation_of(visit.database(), visit.account().id, reference_of(visit)));
}

Result<Organisation> find_any_organisation(Visit& visit) {
  return found(store::find_organisation(visit.database(), reference_of(visit)));
}

view::OrganisationPage make_organisation_page(Visit& visit, const Organisation& organisation) {
  auto counts = store::count_certificates(visit.database(), organisation.id, model::renewable_rule(visit.portal.config),
                                          visit.now);
  view::OrganisationPage content;
  content.reference = model::to_text(organisation.id);
  content.name = organisation.details.name;
  content.street = organisation.details.street;
  content.postcode = organisation.details.postcode;
  content.city = organisation.details.city;
  content.country = organisation.details.country;
  content.note = organisation.details.note;
  content.is_checked = organisation.checked_at.has_value();
  content.checked_at = organisation.checked_at.value_or(Time{});
  content.certificates = counts.certificates;
  content.expiring = counts.expiring;
  content.contact_name = organisation.contact.name;
  content.contact_email = organisation.contact.email;
  content.contact_phone = organisation.contact.phone;
  std::string display = model::EmailAddress::from_stored(organisation.contact.email).display();
  if (display != organisation.contact.email) content.contact_email_unicode = display;
  return content;
}

view::OrganisationPage make_own_organisation_page(Visit& visit, const Organisation& organisation,
                                                  const view::FormState& form) {
  view::OrganisationPage content = make_organisation_page(visit, organisation);
  store::HandoverLoad load = store::count_load(visit.database(), organisation.id);
  content.contact.form = form;
  content.contact.certificates = load.certificates;
  content.contact.open_orders = load.open_orders;
  if (auto open = store::find_open_handover(visit.database(), organisation.id, visit.now)) {
    content.contact.open = make_handover_facts(*open, model::HandoverSide::contact, visit.now);
    add_load(*content.contact.open, load);
  }
  content.history = make_history(visit, organisation.id);
  return content;
}

http::Response refused_organisation_page(Visit& visit, const Organisation& organisation, const view::FormState& form,
                                         const Error& error, const std::string& invite_email) {
  view::OrganisationPage content = make_own_organisation_page(visit, organisation, form);
  content.contact.invite_email = invite_email;
  http::Response response = page(visit, content, status_of(error.code));
  set_retry_after(response, error);
  return response;
}

http::Response refused_organisation_field(Visit& visit, const Organisation& organisation, view::FormState form,
                                          const char* field, const Error& error) {
  form.add(field, error);
  return refused_organisation_page(visit, organisation, form, error);
}

}  // namespace certportal::portal
