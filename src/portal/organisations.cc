#include "portal/organisations.h"

#include <algorithm>

#include "base/text.h"
#include "model/person_name.h"
#include "portal/answer.h"
#include "portal/organisation_page.h"
#include "portal/traces.h"
#include "store/certificate_search.h"
#include "store/handovers.h"

namespace certportal::portal {
namespace {

using store::Organisation;
using store::OrganisationDetails;

constexpr std::size_t kOrganisationsAPage = 50;

constexpr Seconds kFoundingsPeriod = std::chrono::hours(24);

// Only the name is demanded; an address is checked where there is one.
OrganisationDetails check_fields(const Visit& visit, view::FormState& form) {
  OrganisationDetails details;
  auto take = [&](const char* field, std::string& into, Result<std::string> (*parse)(std::string_view),
                  bool is_demanded) {
    if (!is_demanded && trim(visit.form.get(field)).empty()) return;
    auto parsed = parse(visit.form.get(field));
    if (parsed)
      into = *parsed;
    else
      form.add(field, parsed.error());
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

view::OrganisationRow make_row(const Organisation& organisation) {
  return {model::to_text(organisation.id), organisation.details.name,           organisation.details.city,
          organisation.details.country,    organisation.checked_at.has_value(), organisation.certificates};
}

// ID.NAME of the last row before; anything else is the first page.
std::optional<store::OrganisationCursor> parse_after(std::string_view key) {
  auto dot = key.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  auto id = model::parse_organisation_reference(key.substr(0, dot));
  if (!id || !is_valid_utf8(key)) return std::nullopt;
  return store::OrganisationCursor{std::string(key.substr(dot + 1)), *id};
}

// `found` holds one more than a page where there are more.
void add_rows(view::OrganisationListPage& content, std::vector<Organisation> found) {
  if (found.size() > kOrganisationsAPage) {
    found.resize(kOrganisationsAPage);
    content.next_after = model::to_text(found.back().id) + "." + found.back().details.name;
  }
  for (const Organisation& organisation : found) content.rows.push_back(make_row(organisation));
}

Error limit_error(Code code, std::string message, long limit) {
  return {code, std::move(message), "founding limit", {{"LIMIT", std::to_string(limit)}}};
}

// Anybody can register: without a limit one account could fill lists and officers' desks. The operator's command knows
// none.
Result<void> check_foundings(const Visit& visit, store::Transaction& transaction) {
  const Limits& limits = visit.portal.limits;
  if (limits.organisations_a_day == 0) return {};
  auto foundings = store::count_foundings(transaction, visit.account().id, visit.now - kFoundingsPeriod);
  if (foundings.unchecked >= limits.unchecked_organisations)
    return limit_error(Code::invalid, "ORGANISATIONS_UNCHECKED", limits.unchecked_organisations);
  if (foundings.recent < limits.organisations_a_day) return {};
  Error error = limit_error(Code::rate_limited, "ORGANISATIONS_A_DAY", limits.organisations_a_day);
  Seconds wait = foundings.first_recent + kFoundingsPeriod - visit.now;
  error.values["SECONDS"] = std::to_string(std::max(Seconds{1}, wait).count());
  return error;
}

http::Response refused_founding(Visit& visit, view::OrganisationNewPage& content, const Error& error) {
  content.form.add("", error);
  http::Response response = page(visit, content, status_of(error.code));
  if (auto seconds = error.values.find("SECONDS"); seconds != error.values.end())
    response.set_header("Retry-After", seconds->second);
  return response;
}

store::Event organisation_event(const Visit& visit, std::string kind, model::OrganisationId id) {
  store::Event event = event_of(visit, std::move(kind));
  event.organisation = id;
  return event;
}

}  // namespace

Result<http::Response> show_organisations(Visit& visit) {
  view::OrganisationListPage content;
  auto after = parse_after(visit.request.parameters.get("after"));
  content.is_first = !after;
  add_rows(content, store::list_organisations_of(visit.database(), visit.account().id, after, kOrganisationsAPage));
  content.has_handed_over =
      content.is_first && content.rows.empty() && store::has_handed_over(visit.database(), visit.account().id);
  return page(visit, content);
}

Result<http::Response> show_organisation_new(Visit& visit) { return page(visit, view::OrganisationNewPage{}); }

Result<http::Response> post_organisation_new(Visit& visit) {
  view::OrganisationNewPage content{sent_form(visit)};
  OrganisationDetails details = check_fields(visit, content.form);
  if (!content.form.ok()) return form_page(visit, content);
  model::AccountId founder = visit.account().id;
  auto id = visit.database().transact([&](store::Transaction& transaction) -> Result<model::OrganisationId> {
    if (!store::take_account(transaction, founder)) return account_gone();
    if (auto may = check_foundings(visit, transaction); !may) return may.error();
    auto added = store::add_organisation(transaction, founder, founder, details, visit.now);
    store::add_event(transaction, organisation_event(visit, "organisation_created", added), visit.now);
    return added;
  });
  if (!id && id.error().code == Code::unauthenticated) return id.error();
  if (!id) return refused_founding(visit, content, id.error());
  return redirect(visit, "/organisations/" + model::to_text(*id), "FLASH_ORGANISATION_CREATED");
}

Result<http::Response> show_organisation(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  view::FormState form;
  form.values = {{"email", organisation->contact.email}};
  return page(visit, make_own_organisation_page(visit, *organisation, form));
}

Result<http::Response> show_organisation_edit(Visit& visit) {
  auto organisation = find_own_organisation(visit);
  if (!organisation) return organisation.error();
  return page(visit, view::OrganisationEditPage{filled_form(organisation->details), model::to_text(organisation->id),
                                                organisation->details.name, organisation->checked_at.has_value()});
}

Result<http::Response> post_organisation_edit(Visit& visit) {
  auto organisation = find_own_organisation(visit);
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

std::string organisation_search(const Visit& visit) {
  return std::string(trim(first_code_points(trim(visit.request.parameters.get("q")), store::kMaxSearch)));
}

Result<http::Response> show_approval_organisations(Visit& visit) {
  view::OrganisationListPage content;
  content.is_approval = true;
  content.q = organisation_search(visit);
  auto after = parse_after(visit.request.parameters.get("after"));
  content.is_first = !after;
  add_rows(content, store::search_organisations(visit.database(), content.q, after, kOrganisationsAPage));
  return page(visit, content);
}

Result<http::Response> show_approval_organisation(Visit& visit) {
  auto organisation = find_any_organisation(visit);
  if (!organisation) return organisation.error();
  view::OrganisationPage content = make_organisation_page(visit, *organisation);
  content.is_own = false;
  content.may_check = visit.database().transact([&](store::Transaction& transaction) {
    return store::check_officer(transaction, organisation->id, visit.account().id, visit.now).ok();
  });
  return page(visit, content);
}

Result<http::Response> post_approval_organisation_check(Visit& visit) {
  auto organisation = find_any_organisation(visit);
  if (!organisation) return organisation.error();
  bool is_checked = visit.form.get("checked") == "1";
  // The officer marks what the form showed: a name or address changed meanwhile is not what was looked at.
  OrganisationDetails seen{visit.field("seen_name"), visit.field("seen_street"),  visit.field("seen_postcode"),
                           visit.field("seen_city"), visit.field("seen_country"), ""};
  auto marked = visit.database().transact([&](store::Transaction& transaction) -> Result<void> {
    auto done = store::set_checked(transaction, organisation->id, visit.account().id, seen, is_checked, visit.now);
    if (done)
      store::add_event(
          transaction,
          organisation_event(visit, is_checked ? "organisation_checked" : "organisation_unchecked", organisation->id),
          visit.now);
    return done;
  });
  if (!marked) return marked.error();
  return redirect(visit, "/approvals/organisations/" + model::to_text(organisation->id), "FLASH_ORGANISATION_CHECKED");
}

}  // namespace certportal::portal
