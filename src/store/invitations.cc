#include "store/invitations.h"

#include "model/mail_kind.h"
#include "store/limits.h"
#include "store/outbox.h"

namespace certportal::store {
namespace {

constexpr Seconds kOnceIn = std::chrono::hours(24 * 30);
constexpr int kOfAccount = 3;  // a day

// Takes the inviter's row by a write, so that many invitations at once count.
Result<void> check_account(Transaction& transaction, const Account& inviter, Time now) {
  transaction.run("UPDATE [account] SET handover_lock = handover_lock + 1 WHERE id = ?", {inviter.id.value});
  Rows rows = transaction.read(
      "SELECT invited_at FROM [invitation] FORCE INDEX (invitation_invited_by) WHERE invited_by = ? AND invited_at > ? "
      "ORDER BY invited_at DESC LIMIT 1 OFFSET ?",
      {inviter.id.value, now - kDay, kOfAccount - 1});
  return check_day(std::move(rows), "INVITATIONS_OF_ACCOUNT", now);
}

// The answer to an address that wants no more is that to one invited just now: it tells nobody who refused.
Error invited_already(Transaction& transaction, std::string_view email, Time now) {
  Rows rows = transaction.read("SELECT invited_at FROM [invitation] WHERE email = ? AND refused_at IS NULL", {email});
  Seconds wait = rows.next() ? rows.time(1) + kOnceIn - now : kOnceIn;
  return limit_reached("INVITED_ALREADY", wait);
}

// False: the address was invited too recently, or wants no more.
bool write_invitation(Transaction& transaction, const Account& inviter, const Invitation& invitation, Time now) {
  Time latest = invitation.has_limits ? now - kOnceIn : now;
  if (transaction.run("UPDATE [invitation] SET invited_by = ?, token_hash = ?, invited_at = ? WHERE email = ? AND "
                      "refused_at IS NULL AND invited_at <= ?",
                      {inviter.id.value, invitation.token_hash, now, invitation.email, latest}) == 1)
    return true;
  return transaction.insert("INSERT INTO [invitation] (email, invited_by, token_hash, invited_at) VALUES (?, ?, ?, ?)",
                            {invitation.email, inviter.id.value, invitation.token_hash, now});
}

}  // namespace

Result<void> invite(Transaction& transaction, const Account& inviter, const Invitation& invitation, const Actor& actor,
                    Time now) {
  if (invitation.has_limits)
    if (auto allowed = check_account(transaction, inviter, now); !allowed) return allowed;
  if (!write_invitation(transaction, inviter, invitation, now))
    return invited_already(transaction, invitation.email, now);
  Mail mail{std::string(model::kInvitation.name),
            invitation.email,
            invitation.language,
            {{"CONTACT_EMAIL", inviter.email}},
            invitation.sealed_token};
  queue_mail(transaction, mail, now);
  Event event{.kind = "invitation_sent", .actor = actor, .organisation = invitation.organisation};
  event.content["email"] = invitation.email;
  add_event(transaction, event, now);
  return {};
}

std::optional<std::string> find_invitation(Database& database, std::string_view token_hash) {
  Rows rows = database.read("SELECT email FROM [invitation] WHERE token_hash = ?", {token_hash});
  if (!rows.next()) return std::nullopt;
  return rows.text(1);
}

void refuse_invitations(Transaction& transaction, std::string_view token_hash, const Actor& actor, Time now) {
  if (transaction.run("UPDATE [invitation] SET refused_at = ? WHERE token_hash = ? AND refused_at IS NULL",
                      {now, token_hash}) != 1)
    return;
  add_event(transaction, {"invitation_refused", actor}, now);
}

}  // namespace certportal::store
