#include "store/throttles.h"

namespace certportal::store {

Seconds take_try(Transaction& transaction, std::string_view name, const model::ThrottlePolicy& policy, Time now) {
  transaction.run("INSERT IGNORE INTO [throttle] (name, failures, last_failure_at) VALUES (?, 0, ?)", {name, now});
  Rows rows = transaction.read("SELECT failures, last_failure_at FROM [throttle] WHERE name = ? FOR UPDATE", {name});
  if (!rows.next()) return Seconds{1};  // swept at this very moment
  model::Failures failures{static_cast<unsigned>(rows.number(1)), rows.time(2)};
  Seconds pause = model::pause_left(policy, failures, now);
  if (pause > Seconds{0}) return pause;
  failures = model::after_failure(policy, failures, now);
  transaction.run("UPDATE [throttle] SET failures = ?, last_failure_at = ? WHERE name = ?", {failures.count, failures.last, name});
  return Seconds{0};
}

void give_back_try(Transaction& transaction, std::string_view name, bool all) {
  if (all) transaction.run("DELETE FROM [throttle] WHERE name = ?", {name});
  else transaction.run("UPDATE [throttle] SET failures = failures - 1 WHERE name = ? AND failures > 0", {name});
}

}  // namespace certportal::store
