#include "store/audit.h"

#include <nlohmann/json.hpp>

namespace certportal::store {

void add_event(Transaction& transaction, const Event& event, Time now) {
  std::optional<std::uint64_t> account, organisation;
  if (event.account) account = event.account->value;
  if (event.organisation) organisation = event.organisation->value;
  transaction.run(
      "INSERT INTO [audit_event] (happened_at, kind, account_id, organisation_id, actor, address, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {now, event.kind, account, organisation, event.actor, event.address, nlohmann::json(event.content).dump()});
}

}  // namespace certportal::store
