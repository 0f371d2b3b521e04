// Organisations as CSV or JSON: a contact's, and those that officers find.
#include "portal/export.h"
#include "portal/organisations.h"
#include "store/organisations.h"

namespace certportal::portal {
namespace {

using store::Organisation;

// Those behind `after`: one more than `limit` if there are more.
using FindOrganisations =
    std::function<std::vector<Organisation>(const std::optional<store::OrganisationCursor>& after, std::size_t limit)>;

// As portal::export_rows().
bool export_organisations(const Visit& visit, const FindOrganisations& find,
                          const std::function<void(const Organisation&)>& write) {
  std::optional<store::OrganisationCursor> after;
  auto read = [&](std::size_t limit) {
    auto part = part_of(find(after, limit), limit);
    if (part.has_more) after = store::OrganisationCursor{part.rows.back().details.name, part.rows.back().id};
    return part;
  };
  return export_rows(visit, read, write);
}

std::vector<std::string> csv_cells(const Organisation& organisation) {
  const store::OrganisationDetails& details = organisation.details;
  return {model::to_text(organisation.id),
          details.name,
          details.street,
          details.postcode,
          details.city,
          details.country,
          std::to_string(organisation.certificates),
          cell_of(organisation.checked_at)};
}

nlohmann::ordered_json json_object(const Organisation& organisation) {
  const store::OrganisationDetails& details = organisation.details;
  nlohmann::ordered_json object = {{"reference", model::to_text(organisation.id)},
                                   {"name", details.name},
                                   {"street", details.street},
                                   {"postcode", details.postcode},
                                   {"city", details.city},
                                   {"country", details.country},
                                   {"certificates", organisation.certificates}};
  add_time(object, "checked_at", organisation.checked_at);
  return object;
}

http::Response organisations_csv(const Visit& visit, const FindOrganisations& find) {
  return csv_file(visit, "organisations",
                  {"number", "name", "street", "postcode", "city", "country", "certificates", "checked"},
                  [&](const auto& write) {
                    return export_organisations(
                        visit, find, [&](const Organisation& organisation) { write(csv_cells(organisation)); });
                  });
}

http::Response organisations_json(const Visit& visit, const FindOrganisations& find) {
  return json_list("organisations", [&](const auto& write) {
    return export_organisations(visit, find,
                                [&](const Organisation& organisation) { write(json_object(organisation)); });
  });
}

FindOrganisations own_organisations(Visit& visit) {
  return [&visit](const std::optional<store::OrganisationCursor>& after, std::size_t limit) {
    return store::list_organisations_of(visit.database(), visit.account().id, after, limit);
  };
}

FindOrganisations all_organisations(Visit& visit) {
  return [&visit](const std::optional<store::OrganisationCursor>& after, std::size_t limit) {
    return store::search_organisations(visit.database(), organisation_search(visit), after, limit);
  };
}

}  // namespace

Result<http::Response> show_organisations_csv(Visit& visit) {
  return organisations_csv(visit, own_organisations(visit));
}
Result<http::Response> show_organisations_json(Visit& visit) {
  return organisations_json(visit, own_organisations(visit));
}
Result<http::Response> show_approval_organisations_csv(Visit& visit) {
  return organisations_csv(visit, all_organisations(visit));
}
Result<http::Response> show_approval_organisations_json(Visit& visit) {
  return organisations_json(visit, all_organisations(visit));
}

}  // namespace certportal::portal
