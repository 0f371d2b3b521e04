#include "portal/organisation_history.h"

#include "model/email.h"
#include "store/audit.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kHistoryRows = 50;

// Operators write in their own names, which say nothing to a contact.
std::string shown_actor(const std::string& actor) {
  return actor.find('@') == std::string::npos ? "" : model::EmailAddress::from_stored(actor).display();
}

}  // namespace

std::vector<view::HistoryRow> make_history(Visit& visit, model::OrganisationId organisation) {
  std::vector<view::HistoryRow> history;
  for (const auto& stored : store::list_organisation_events(visit.database(), organisation, kHistoryRows)) {
    auto reference = stored.event.content.find("reference");
    history.push_back({stored.happened_at, stored.event.kind, shown_actor(stored.event.actor.name),
                       reference == stored.event.content.end() ? "" : reference->second,
                       stored.event.actor.name == store::kJobs});
  }
  return history;
}

}  // namespace certportal::portal
