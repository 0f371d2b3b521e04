#include "store/sweep.h"

#include <vector>

namespace certportal::store {
namespace {

// A browser that was not used for so long is a new one.
constexpr Seconds kDeviceMemory = std::chrono::hours(24 * 400);
// Longer than the 30 days of its limit, so that "no more of these" in the mail works for a while. A refusal stays.
constexpr Seconds kInvitationMemory = std::chrono::hours(24 * 60);

// A thousand rows a statement: short locks, short replication events.
void delete_in_steps(Database& database, std::string_view sql, const Params& params) {
  while (database.run(sql, params) == 1000) continue;
}

// Organisation, dates and how it ended stay. Neither side sees it any more.
void forget_handovers(Database& database, Time until) {
  bool has_more = true;
  while (has_more) {
    has_more = database.transact([&](Transaction& transaction) {
      constexpr std::size_t kStep = 100;
      std::vector<std::uint64_t> ids;
      Rows rows = transaction.read(
          "SELECT id FROM [handover] WHERE ended_at <= ? AND contact_email <> '' ORDER BY id LIMIT ?", {until, kStep});
      while (rows.next()) ids.push_back(static_cast<std::uint64_t>(rows.number(1)));
      for (std::uint64_t id : ids) {
        transaction.run("DELETE FROM [handover_receipt] WHERE handover_id = ?", {id});
        // has_receipt: nothing is left to be signed.
        transaction.run(
            "UPDATE [handover] SET contact_id = NULL, contact_email = '', contact_name = '', successor_id = NULL, "
            "successor_email = '', successor_name = '', session_password_hash = '', has_receipt = 1 WHERE id = ?",
            {id});
      }
      return ids.size() == kStep;
    });
  }
}

}  // namespace

void sweep(Database& database, const Retention& retention, Time now) {
  delete_in_steps(database, "DELETE FROM [registration] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [password_reset] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [pending_sign_in] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [device] WHERE last_used_at <= ? LIMIT 1000", {now - kDeviceMemory});
  delete_in_steps(database, "DELETE FROM [address_change] WHERE expires_at <= ? LIMIT 1000", {now});
  delete_in_steps(database, "DELETE FROM [session] WHERE last_used_at <= ? LIMIT 1000", {now - retention.session_idle});
  delete_in_steps(database, "DELETE FROM [throttle] WHERE forget_at <= ? LIMIT 1000", {now});
  if (retention.mails)
    delete_in_steps(database, "DELETE FROM [outbox] WHERE state IN ('sent', 'failed') AND next_try_at <= ? LIMIT 1000",
                    {now - *retention.mails});
  if (retention.handovers) forget_handovers(database, now - *retention.handovers);
  // Only today's counts, which is yesterday's or tomorrow's elsewhere.
  delete_in_steps(database, "DELETE FROM [reminder_digest] WHERE day < ? LIMIT 1000",
                  {to_sql(now - std::chrono::hours(24 * 7)).substr(0, 10)});
  delete_in_steps(database, "DELETE FROM [invitation] WHERE refused_at IS NULL AND invited_at <= ? LIMIT 1000",
                  {now - kInvitationMemory});
}

}  // namespace certportal::store
