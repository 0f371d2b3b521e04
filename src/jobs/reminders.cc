#include "jobs/reminders.h"

#include "base/broken.h"
#include "base/calendar.h"
#include "base/log.h"
#include "model/reminder.h"
#include "store/reminders.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kBatch = 500;

store::ReminderPass begin_pass(const Jobs& jobs) {
  auto parts = model::reminder_parts(jobs.config);
  if (!parts) throw Broken(parts.error().log);
  Time time = now();
  return {std::move(*parts), time, local_date(time), local_midnight(time, 1)};
}

}  // namespace

void send_reminders(Jobs& jobs, const std::function<bool()>& stop) {
  store::ReminderPass pass = begin_pass(jobs);
  while (store::look_at_new(jobs.database, pass, kBatch) == kBatch)
    if (stop()) return;
  for (model::AccountId contact : store::list_due_contacts(jobs.database, pass)) {
    if (stop()) return;
    bool is_sent = jobs.database.transact(
        [&](store::Transaction& transaction) { return store::send_digest(transaction, contact, pass); });
    if (is_sent) log_info("reminders of account " + std::to_string(contact.value) + " queued for " + pass.day);
  }
}

}  // namespace certportal::jobs
