#include "store/sweep.h"

#include "base/log.h"

namespace certportal::store {
namespace {

// A browser that was not used for so long is a new one.
constexpr Seconds kDeviceMemory = std::chrono::hours(24 * 400);
constexpr Seconds kMailMemory = std::chrono::hours(24 * 90);
// Longer than the 30 days of its limit, so that "no more of these" in the mail works for a while. A refusal stays.
constexpr Seconds kInvitationMemory = std::chrono::hours(24 * 60);

// A thousand rows a statement: short locks, short replication events.
void delete_in_steps(Database& database, std::string_view sql, const Params& params) {
  while (database.run(sql, params) == 1000) continue;
}

}  // namespace

void sweep(Database& database, Seconds session_idle, Time now) {
  delete_in_steps(database, "DELETE FROM [registration] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [password_reset] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [pending_sign_in] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [device] WHERE last_used_at <= ? LIMIT 1000", {now - kDeviceMemory});
  delete_in_steps(database, "DELETE FROM [session] WHERE last_used_at <= ? LIMIT 1000", {now - session_idle});
  delete_in_steps(database, "DELETE FROM [throttle] WHERE forget_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [outbox] WHERE state IN ('sent', 'failed') AND next_try_at <= ? LIMIT 1000",
                  {now - kMailMemory});
  // Only today's counts, which is yesterday's or tomorrow's elsewhere.
  delete_in_steps(database, "DELETE FROM [reminder_digest] WHERE day < ? LIMIT 1000",
                  {to_sql(now - std::chrono::hours(24 * 7)).substr(0, 10)});
  delete_in_steps(database, "DELETE FROM [invitation] WHERE refused_at IS NULL AND invited_at <= ? LIMIT 1000",
                  {now - kInvitationMemory});
}

}  // namespace certportal::store
