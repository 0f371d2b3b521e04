// "Übergaben" as CSV or JSON: no more of each than its page shows.
#include "portal/export.h"
#include "portal/handover_facts.h"
#include "portal/handovers.h"
#include "store/handovers.h"

namespace certportal::portal {
namespace {

using view::HandoverFacts;

// As portal::export_rows(); nobody has so many that parts would pay.
bool export_handovers(Visit& visit, const std::function<void(const HandoverFacts&)>& write) {
  const std::size_t most = visit.portal.limits.export_rows;
  auto part = part_of(store::list_handovers_of(visit.database(), visit.account().id, most + 1), most);
  for (const store::Handover& handover : part.rows)
    write(make_handover_facts(handover, side_of_visit(visit, handover), visit.now));
  return !part.has_more;
}

std::vector<std::string> csv_cells(const Visit& visit, const HandoverFacts& facts) {
  return {facts.reference,
          facts.organisation,
          facts.contact_email,
          facts.successor_email,
          visit.portal.site.word(visit.language, "handover." + std::string(model::name(facts.state))),
          to_sql(facts.started_at),
          to_sql(facts.expires_at),
          cell_of(facts.accepted_at),
          cell_of(facts.ended_at)};
}

nlohmann::ordered_json json_object(const HandoverFacts& facts) {
  nlohmann::ordered_json object = {{"reference", facts.reference},
                                   {"organisation", facts.organisation_reference},
                                   {"organisation_name", facts.organisation},
                                   {"side", model::name(facts.side)},
                                   {"contact", facts.contact_email},
                                   {"contact_name", facts.contact_name},
                                   {"successor", facts.successor_email}};
  if (!facts.successor_name.empty()) object["successor_name"] = facts.successor_name;
  object["status"] = model::name(facts.state);
  if (!facts.end_reason.empty()) object["end_reason"] = facts.end_reason;
  object["started_at"] = to_iso(facts.started_at);
  object["expires_at"] = to_iso(facts.expires_at);
  add_time(object, "accepted_at", facts.accepted_at);
  add_time(object, "ended_at", facts.ended_at);
  if (facts.has_load) {
    object["certificates"] = facts.certificates;
    object["open_orders"] = facts.open_orders;
  }
  return object;
}

}  // namespace

Result<http::Response> show_handovers_csv(Visit& visit) {
  return csv_file(
      visit, "handovers",
      {"number", "organisation", "contact", "successor", "status", "started", "open_until", "accepted", "ended"},
      [&](const auto& write) {
        return export_handovers(visit, [&](const HandoverFacts& facts) { write(csv_cells(visit, facts)); });
      });
}

bool export_handover_objects(Visit& visit, const std::function<void(nlohmann::ordered_json)>& write) {
  return export_handovers(visit, [&](const HandoverFacts& facts) { write(json_object(facts)); });
}

Result<http::Response> show_handovers_json(Visit& visit) {
  return json_list("handovers", [&](const auto& write) { return export_handover_objects(visit, write); });
}

}  // namespace certportal::portal
