#include "portal/reminders.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/text.h"
#include "model/email.h"
#include "model/reminder.h"
#include "portal/answer.h"
#include "portal/certificates.h"
#include "portal/traces.h"
#include "store/outbox_list.h"
#include "store/reminders.h"

namespace certportal::portal {
namespace {

constexpr std::size_t kListedMails = 200;
constexpr int kLongestMute = 3 * 366;  // days

std::vector<model::ReminderStep> steps_of(const Visit& visit, const OwnCertificate& own) {
  auto parts = model::reminder_parts(visit.portal.config);
  return model::reminder_steps(own.stored.facts.not_before, own.stored.facts.not_after,
                               parts ? *parts : std::vector<long>{});
}

view::ReminderRow done_row(const store::Reminder& done) {
  return {done.step, done.sent_at.value_or(done.done_at), done.outcome, done.recipient, done.mail_state, done.answer};
}

struct MuteDate {
  std::string date;
  Time begins{};
};

Result<MuteDate> parse_until(const Visit& visit) {
  MuteDate until{std::string(trim(visit.form.get("until"))), {}};
  auto begins = local_midnight_of(until.date);
  if (!begins) return Error{Code::invalid, "DATE_MALFORMED", "no date"};
  if (*begins <= visit.now) return Error{Code::invalid, "MUTE_DATE_PAST", "not after today"};
  if (*begins > local_midnight(visit.now, kLongestMute))
    return Error{Code::invalid, "MUTE_DATE_LATE", "more than three years away"};
  until.begins = *begins;
  return until;
}

std::string reminders_path(model::CertificateNumber number) {
  return "/certificates/" + model::to_text(number) + "#reminders";
}

}  // namespace

view::ReminderFacts make_reminders(Visit& visit, const OwnCertificate& own) {
  view::ReminderFacts facts;
  store::Reminders reminders = store::find_reminders(visit.database(), own.stored.number);
  facts.is_reminded = !own.stored.facts.revoked && !own.stored.facts.replaced;
  for (const store::Reminder& done : reminders.done) facts.rows.push_back(done_row(done));
  for (const model::ReminderStep& step : steps_of(visit, own)) {
    bool is_done = std::any_of(reminders.done.begin(), reminders.done.end(),
                               [&](const store::Reminder& done) { return done.step == step.name; });
    if (!is_done && facts.is_reminded && step.due_at > visit.now)
      facts.rows.push_back({step.name, step.due_at, "coming", "", "", ""});
  }
  auto muted_until = local_midnight_of(reminders.muted_until);
  if (muted_until && *muted_until > visit.now) facts.muted_until = muted_until;
  facts.first_day = local_date(local_midnight(visit.now, 1));
  return facts;
}

Result<http::Response> post_mute(Visit& visit) {
  auto own = find_own_certificate(visit);
  if (!own) return own.error();
  auto until = parse_until(visit);
  if (!until) {
    view::FormState form = sent_form(visit);
    form.add("until", until.error());
    return certificate_page(visit, *own, form, status_of(until.error().code));
  }
  auto muted = visit.database().transact([&](store::Transaction& transaction) {
    return store::mute_certificate(transaction, own->stored.number, visit.account().id, until->date, until->begins,
                                   actor_of(visit), visit.now);
  });
  if (!muted) return muted.error();
  return redirect(visit, reminders_path(own->stored.number), "FLASH_CERTIFICATE_MUTED");
}

Result<http::Response> post_unmute(Visit& visit) {
  auto own = find_own_certificate(visit);
  if (!own) return own.error();
  auto unmuted = visit.database().transact([&](store::Transaction& transaction) {
    return store::unmute_certificate(transaction, own->stored.number, visit.account().id, actor_of(visit), visit.now);
  });
  if (!unmuted) return unmuted.error();
  return redirect(visit, reminders_path(own->stored.number), "FLASH_CERTIFICATE_UNMUTED");
}

Result<http::Response> show_account_mails(Visit& visit) {
  view::MailListPage content;
  const std::string& email = visit.account().email;
  content.email = model::EmailAddress::from_stored(email).display();
  auto mails = store::list_mails_to(visit.database(), email, kListedMails + 1);
  content.has_more = mails.size() > kListedMails;
  if (content.has_more) mails.pop_back();
  for (const store::MailState& mail : mails)
    content.rows.push_back({mail.kind, mail.reference, mail.state, mail.answer, mail.created_at, mail.sent_at});
  return page(visit, content);
}

}  // namespace certportal::portal
