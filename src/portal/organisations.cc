#include "portal/organisations.h"

#include "base/text.h"
#include "model/email.h"
#include "model/person_name.h"
#include "portal/answer.h"
#include "portal/traces.h"
#include "store/organisations.h"
#include "view/organisation_pages.h"

namespace certportal::portal {
namespace {

using store::Organisation;
using store::OrganisationDetails;

Result<Organisation> found(std::optional<Organisation> organisation) {
  if (!organisation) return not_found();
  return std::move(*organisation);
}

model::OrganisationId reference_of(const Visit& visit) {
  return model::parse_organisation_reference(visit.match.capture("reference")).value_or(model::OrganisationId{});
}

Result<Organisation> find_own(Visit& visit) {
  return found(store::find_organisation_of(visit.database(), visit.account().id, reference_of(visit)));
}

// Only the name is demanded; an address is checked where there is one.
OrganisationDetails check_fields(const Visit& visit, view::FormState& form) {
  OrganisationDetails details;
  auto take = [&](const char* field, std::string& into, Result<std::string> (*parse)(std::string_view), bool is_demanded) {
    if (!is_demanded && trim(visit.form.get(field)).empty()) return;
    auto parsed = parse(visit.form.get(field));
    if (parsed) into = *parsed;
    else form.add(field, parsed.error());
  };
  take("name", details.name, model::parse_organisation_name, true);
  take("street", details.street, model::parse_street, false);
  take("postcode", details.postcode, model::parse_postcode, false);
  take("city", details.city, model::parse_city, false);
  take("country", details.country, model::parse_country, false);
  take("note", details.note, model::parse_note, false);
  return details;
}

view::FormState filled_form(const OrganisationDetails& details) {
  view::FormState form;
  form.values = {{"name", details.name}, {"street", details.street},   {"postcode", details.postcode},
                 {"city", details.city}, {"country", details.country}, {"note", details.note}};
  return form;
}

view::OrganisationRow make_row(Visit& visit, const Organisation& organisation) {
  auto counts = store::count_certificates(visit.database(), organisation.id, visit.now);
  return {model::to_text(organisation.id), organisation.details.name,         organisation.details.city,
          organisation.details.country,    organisation.checked_at.has_value(), counts.certificates,
          counts.expiring};
}

view::OrganisationPage make_page(Visit& visit, const Organisation& organisation) {
  auto counts = store::count_certificates(visit.database(), organisation.id, visit.now);
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

store::Event organisation_event(const Visit& visit, std::string kind, model::OrganisationId id) {
  store::Event event = event_of(visit, std::move(kind));
  event.organisation = id;
  return event;
}

}  // namespace

Result<http::Response> show_organisations(Visit& visit) {
  view::OrganisationListPage content;
  for (const Organisation& organisation : store::list_organisations_of(visit.database(), visit.account().id))
    content.rows.push_back(make_row(visit, organisation));
  return page(visit, content);
}

Result<http::Response> show_organisation_new(Visit& visit) {
  return page(visit, view::OrganisationNewPage{});
}

Result<http::Response> post_organisation_new(Visit& visit) {
  view::OrganisationNewPage content{sent_form(visit)};
  OrganisationDetails details = check_fields(visit, content.form);
  if (!content.form.ok()) return form_page(visit, content);
  auto id = visit.database().transact([&](store::Transaction& transaction) {
    auto added = store::add_organisation(transaction, visit.account().id, details, visit.now);
    store::add_event(transaction, organisation_event(visit, "organisation_created", added), visit.now);
    return added;
  });
  return redirect(visit, "/organisations/" + model::to_text(id), "FLASH_ORGANISATION_CREATED");
}

Result<http::Response> show_organisation(Visit& visit) {
  auto organisation = find_own(visit);
  if (!organisation) return organisation.error();
  return page(visit, make_page(visit, *organisation));
}

Result<http::Response> show_organisation_edit(Visit& visit) {
  auto organisation = find_own(visit);
  if (!organisation) return organisation.error();
  return page(visit, view::OrganisationEditPage{filled_form(organisation->details), model::to_text(organisation->id),
                                                organisation->details.name, organisation->checked_at.has_value()});
}

Result<http::Response> post_organisation_edit(Visit& visit) {
  auto organisation = find_own(visit);
  if (!organisation) return organisation.error();
  view::OrganisationEditPage content{sent_form(visit), model::to_text(organisation->id), organisation->details.name,
                                     organisation->checked_at.has_value()};
  OrganisationDetails details = check_fields(visit, content.form);
  if (!content.form.ok()) return form_page(visit, content);
  bool updated = visit.database().transact([&](store::Transaction& transaction) {
    auto before = store::update_organisation_of(transaction, visit.account().id, organisation->id, details);
    if (!before) return false;
    store::Event event = organisation_event(visit, "organisation_changed", organisation->id);
    event.content = store::changes(before->details, details);
    store::add_event(transaction, event, visit.now);
    return true;
  });
  if (!updated) return not_found();
  return redirect(visit, "/organisations/" + content.reference, "FLASH_ORGANISATION_SAVED");
}

Result<http::Response> show_approval_organisations(Visit& visit) {
  view::OrganisationListPage content;
  content.is_approval = true;
  for (const Organisation& organisation : store::list_organisations(visit.database()))
    content.rows.push_back(make_row(visit, organisation));
  return page(visit, content);
}

Result<http::Response> show_approval_organisation(Visit& visit) {
  auto organisation = found(store::find_organisation(visit.database(), reference_of(visit)));
  if (!organisation) return organisation.error();
  view::OrganisationPage content = make_page(visit, *organisation);
  content.is_own = false;
  content.may_check = organisation->contact.id != visit.account().id;
  return page(visit, content);
}

Result<http::Response> post_approval_organisation_check(Visit& visit) {
  auto organisation = found(store::find_organisation(visit.database(), reference_of(visit)));
  if (!organisation) return organisation.error();
  if (organisation->contact.id == visit.account().id)
    return Error{Code::forbidden, "OWN_ORGANISATION", "an officer never marks an own organisation"};
  bool is_checked = visit.form.get("checked") == "1";
  // The officer marks what the form showed: a name or address changed meanwhile is not what was looked at.
  OrganisationDetails seen{visit.field("seen_name"), visit.field("seen_street"), visit.field("seen_postcode"),
                           visit.field("seen_city"), visit.field("seen_country"), ""};
  bool marked = visit.database().transact([&](store::Transaction& transaction) {
    std::optional<Time> checked_at;
    if (is_checked) checked_at = visit.now;
    if (!store::set_checked(transaction, organisation->id, seen, checked_at)) return false;
    store::add_event(transaction, organisation_event(visit, is_checked ? "organisation_checked" : "organisation_unchecked", organisation->id), visit.now);
    return true;
  });
  if (!marked) return Error{Code::conflict, "ORGANISATION_CHANGED", "changed meanwhile, or marked so already"};
  return redirect(visit, "/approvals/organisations/" + model::to_text(organisation->id), "FLASH_ORGANISATION_CHECKED");
}

}  // namespace certportal::portal
