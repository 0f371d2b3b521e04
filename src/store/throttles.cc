#include "store/throttles.h"

namespace certportal::store {

Seconds take_try(Transaction& transaction, std::string_view name, const model::ThrottlePolicy& policy, Time now) {
  // Not INSERT IGNORE: on an existing row that locks shared, and two such transactions would deadlock at FOR UPDATE.
  transaction.run(
      "INSERT INTO [throttle] (name, tries, last_try_at, forget_at) VALUES (?, 0, ?, ?) "
      "ON DUPLICATE KEY UPDATE name = VALUES(name)",
      {name, now, now + policy.memory});
  Rows rows = transaction.read("SELECT tries, last_try_at FROM [throttle] WHERE name = ? FOR UPDATE", {name});
  if (!rows.next()) return Seconds{1};  // swept at this very moment
  model::Tries tries{static_cast<unsigned>(rows.number(1)), rows.time(2)};
  Seconds pause = model::pause_left(policy, tries, now);
  if (pause > Seconds{0}) return pause;
  tries = model::after_try(policy, tries, now);
  transaction.run("UPDATE [throttle] SET tries = ?, last_try_at = ?, forget_at = ? WHERE name = ?",
                  {tries.count, tries.last, now + policy.memory, name});
  return Seconds{0};
}

void give_back_try(Transaction& transaction, std::string_view name) {
  transaction.run("UPDATE [throttle] SET tries = tries - 1 WHERE name = ? AND tries > 0", {name});
}

void forget_tries(Transaction& transaction, std::string_view name) {
  transaction.run("DELETE FROM [throttle] WHERE name = ?", {name});
}

}  // namespace certportal::store
