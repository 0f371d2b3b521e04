// Reminders: who is to be reminded of what, each step once, and one digest a day and person (orders.md). What decides
// between any number of jobs are the primary keys of [reminder_digest] and [reminder].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/reference.h"
#include "store/audit.h"
#include "store/database.h"

namespace certportal::store {

// One look at what is due. `day` and `tomorrow` (its first second) are those of the configured time zone.
struct ReminderPass {
  std::vector<long> parts;  // model::reminder_parts()
  Time now{};
  std::string day;
  Time tomorrow{};
};

// Finds the time of the first reminder of up to `limit` certificates that nobody has looked at yet: an import of many
// costs two statements each, and no mail. The answer is how many there were.
std::size_t look_at_new(Database& database, const ReminderPass& pass, std::size_t limit);

// The technical contacts of certificates whose time has come, each once.
std::vector<model::AccountId> list_due_contacts(Database& database, const ReminderPass& pass);

// One mail with all that is due for this person, what comes due later on the same day included; if they had today's
// already, it waits until tomorrow. Of each certificate only the latest step counts; none for one whose every name a
// newer valid certificate of the organisation covers. True if a mail was queued.
bool send_digest(Transaction& transaction, model::AccountId contact, const ReminderPass& pass);

// A step of one certificate, as its contact sees it.
struct Reminder {
  std::string step;     // model::ReminderStep::name
  std::string outcome;  // "mailed", "passed" (a later step took its place), "covered"
  Time done_at{};
  std::string recipient;   // with "mailed"; from here on only those
  std::string mail_state;  // "waiting", "sent", "failed"; "": the mail is forgotten by now
  std::string answer;      // sendmail's
  std::optional<Time> sent_at;
};

struct Reminders {
  std::vector<Reminder> done;  // in the order of time
  std::string muted_until;     // a date; "" for none
};
Reminders find_reminders(Database& database, model::CertificateNumber number);

// No reminders before the day that begins at `until` (`date` in the time zone). Events certificate_muted (until),
// certificate_unmuted. Errors: not_found (not this contact's); conflict CERTIFICATE_REVOKED, CERTIFICATE_REPLACED
// (there is nothing to mute).
Result<void> mute_certificate(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                              std::string_view date, Time until, const Actor& actor, Time now);
Result<void> unmute_certificate(Transaction& transaction, model::CertificateNumber number, model::AccountId contact,
                                const Actor& actor, Time now);

}  // namespace certportal::store
