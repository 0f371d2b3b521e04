#include "store/audit.h"

#include <nlohmann/json.hpp>

namespace certportal::store {

void add_event(Transaction& transaction, const Event& event, Time now) {
  std::optional<std::uint64_t> actor_account, account, organisation;
  if (event.actor.account) actor_account = event.actor.account->value;
  if (event.account) account = event.account->value;
  if (event.organisation) organisation = event.organisation->value;
  transaction.run(
      "INSERT INTO [audit_event] (happened_at, kind, actor, actor_account_id, client, account_id, organisation_id, "
      "content) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {now, event.kind, event.actor.name, actor_account, event.actor.client, account, organisation,
       nlohmann::json(event.content).dump()});
}

}  // namespace certportal::store
