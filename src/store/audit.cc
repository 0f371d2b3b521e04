#include "store/audit.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/many_rows.h"

namespace certportal::store {
namespace {

template <class Id>
std::optional<Id> id_at(const Rows& rows, unsigned column) {
  if (rows.is_null(column)) return std::nullopt;
  return Id{static_cast<std::uint64_t>(rows.number(column))};
}

// Id, time, kind, actor, their account, client, account, organisation, content, position.
StoredEvent read_event(const Rows& rows) {
  StoredEvent stored{static_cast<std::uint64_t>(rows.number(1)),
                     rows.time(2),
                     {.kind = rows.text(3),
                      .actor = {rows.text(4), id_at<model::AccountId>(rows, 5), rows.text(6)},
                      .account = id_at<model::AccountId>(rows, 7),
                      .organisation = id_at<model::OrganisationId>(rows, 8)},
                     id_at<std::uint64_t>(rows, 10)};
  auto content = nlohmann::json::parse(rows.text(9), nullptr, false);
  if (content.is_object())
    for (const auto& [name, value] : content.items())
      stored.event.content[name] = value.is_string() ? value.get<std::string>() : value.dump();
  return stored;
}

std::vector<StoredEvent> all_events(Rows rows) {
  std::vector<StoredEvent> events;
  while (rows.next()) events.push_back(read_event(rows));
  return events;
}

}  // namespace

void add_event(Transaction& transaction, const Event& event, Time now) { add_events(transaction, {event}, now); }

void add_events(Transaction& transaction, const std::vector<Event>& events, Time now) {
  std::vector<Params> rows;
  for (const Event& event : events) {
    std::optional<std::uint64_t> actor_account, account, organisation;
    if (event.actor.account) actor_account = event.actor.account->value;
    if (event.account) account = event.account->value;
    if (event.organisation) organisation = event.organisation->value;
    rows.push_back({now, event.kind, event.actor.name, actor_account, event.actor.client, account, organisation,
                    nlohmann::json(event.content).dump()});
  }
  write_rows(transaction,
             "INSERT INTO [audit_event] (happened_at, kind, actor, actor_account_id, client, account_id, "
             "organisation_id, content) VALUES",
             "(?, ?, ?, ?, ?, ?, ?, ?)", rows);
}

std::vector<StoredEvent> list_organisation_events(Database& database, model::OrganisationId organisation,
                                                  std::size_t limit) {
  // Workers may read neither seals nor the network addresses. By id, since there is a key for that; ids of several
  // hosts follow time only roughly, so the few are put in order here.
  auto events = all_events(database.read(
      "SELECT id, happened_at, kind, actor, actor_account_id, '', account_id, organisation_id, content, NULL "
      "FROM [audit_event] WHERE organisation_id = ? AND kind NOT IN ('handover_session_password_wrong', "
      "'handover_address_unknown') ORDER BY id DESC LIMIT ?",
      {organisation.value, limit}));
  std::stable_sort(events.begin(), events.end(),
                   [](const StoredEvent& a, const StoredEvent& b) { return a.happened_at > b.happened_at; });
  return events;
}

std::vector<StoredEvent> list_reference_events(Database& database, model::OrganisationId organisation,
                                               std::string_view reference, Time since, std::size_t limit) {
  auto events = all_events(database.read(
      "SELECT id, happened_at, kind, actor, actor_account_id, '', account_id, organisation_id, content, NULL "
      "FROM [audit_event] WHERE organisation_id = ? AND happened_at >= ? AND content LIKE ? ORDER BY id LIMIT ?",
      {organisation.value, since, "%\"reference\":\"" + std::string(reference) + "\"%", limit}));
  std::stable_sort(events.begin(), events.end(),
                   [](const StoredEvent& a, const StoredEvent& b) { return a.happened_at < b.happened_at; });
  return events;
}

std::vector<StoredEvent> list_events(Database& database, std::string_view kind,
                                     std::optional<model::OrganisationId> organisation, std::size_t limit) {
  std::string where;
  Params params;
  if (!kind.empty()) {
    where = "WHERE e.kind = ? ";
    params.emplace_back(kind);
  }
  if (organisation) {
    where += where.empty() ? "WHERE e.organisation_id = ? " : "AND e.organisation_id = ? ";
    params.emplace_back(organisation->value);
  }
  params.emplace_back(limit);
  return all_events(database.read(
      "SELECT e.id, e.happened_at, e.kind, e.actor, e.actor_account_id, e.client, e.account_id, e.organisation_id, "
      "e.content, s.position FROM [audit_event] e LEFT JOIN [audit_seal] s ON s.event_id = e.id " +
          where + "ORDER BY e.happened_at DESC, e.id DESC LIMIT ?",
      params));
}

}  // namespace certportal::store
