// A mail is claimed, rendered, handed over, marked. If this process dies in between, the claim runs out and another
// sends it: twice only if sendmail had taken it over and its answer was lost. A database that goes away in between is
// waited for: what sendmail answered is kept until it is written down.
#include "jobs/outbox.h"

#include <algorithm>

#include "base/log.h"
#include "mail/message.h"
#include "mail/sendmail.h"
#include "model/mail_kind.h"
#include "secret/sealed_box.h"
#include "store/outbox.h"
#include "view/mail.h"

namespace certportal::jobs {
namespace {

// Where the mail's reader may go on; a template takes the ones it needs. No row of the outbox names a link: whoever can
// write rows alone must not lead readers elsewhere.
void set_links(view::MailValues& values, const std::string& base) {
  std::erase_if(values, [](const auto& value) { return std::string_view(value.first).ends_with("LINK"); });
  values.insert_or_assign("LOGIN_LINK", base + "/login");
  values.insert_or_assign("FORGOT_LINK", base + "/password/forgot");
  values.insert_or_assign("SECOND_FACTOR_LINK", base + "/account/second-factor");
  values.insert_or_assign("REGISTER_LINK", base + "/register");
  values.insert_or_assign("HANDOVERS_LINK", base + "/handovers");
  values.insert_or_assign("APPROVALS_LINK", base + "/approvals");
  values.insert_or_assign("CERTIFICATES_LINK", base + "/certificates");
  if (auto handover = values.find("REFERENCE"); handover != values.end()) {
    std::string link = base + "/handovers/" + handover->second;
    values.insert_or_assign("HANDOVER_LINK", link);
    values.insert_or_assign("RECEIPT_LINK", link + "/receipt");
  }
  // The order's page, while there is no certificate yet: the one leads to the other.
  if (auto number = values.find("NUMBER"); number != values.end()) {
    values.insert_or_assign("CERTIFICATE_LINK", base + "/certificates/" + number->second);
    values.insert_or_assign("ORDER_LINK", base + "/orders/" + number->second);
  }
  if (auto organisation = values.find("ORGANISATION_REFERENCE"); organisation != values.end())
    values.insert_or_assign("CERTIFICATES_LINK", base + "/certificates?organisation=" + organisation->second);
}

// Likewise of the rows of its list.
void set_row_links(std::vector<view::MailValues>& rows, const std::string& base) {
  for (view::MailValues& row : rows) {
    std::erase_if(row, [](const auto& value) { return std::string_view(value.first).ends_with("LINK"); });
    if (auto number = row.find("NUMBER"); number != row.end())
      row.insert_or_assign("RENEW_LINK", base + "/certificates/" + number->second + "/renew");
  }
}

// The reader's, if it is known; else all, first the one that the mail was written in the belief of.
std::vector<std::string> languages_of(const Jobs& jobs, const store::Mail& mail, const model::MailKind& kind) {
  auto languages = jobs.site.languages();
  auto believed = std::find(languages.begin(), languages.end(), mail.locale);
  if (believed == languages.end()) return languages;
  if (!kind.is_to_stranger) return {mail.locale};
  std::rotate(languages.begin(), believed, believed + 1);
  return languages;
}

Result<view::MailValues> mail_values(const Jobs& jobs, const store::ClaimedMail& claimed, const model::MailKind& kind) {
  const std::string& base = jobs.config.text("base_url");
  view::MailValues values = claimed.mail.values;
  set_links(values, base);
  values.insert_or_assign("QUEUED_AT", to_sql(claimed.created_at));
  if (kind.link.empty()) return values;
  auto token = secret::open_sealed(jobs.seal_secret_key, claimed.mail.sealed_token);
  if (!token) return token.error();
  values.insert_or_assign("LINK", base + std::string(kind.link) + *token);
  if (kind.link_lasts > Seconds{0})
    values.insert_or_assign("HOURS",
                            std::to_string(std::chrono::duration_cast<std::chrono::hours>(kind.link_lasts).count()));
  return values;
}

Result<std::string> compose(const Jobs& jobs, const store::ClaimedMail& claimed) {
  const model::MailKind* kind = model::find_mail_kind(claimed.mail.kind);
  if (!kind) return Error{Code::invalid, "", "no such kind of mail"};
  auto values = mail_values(jobs, claimed, *kind);
  if (!values) return values.error();
  auto rows = claimed.mail.rows;
  set_row_links(rows, jobs.config.text("base_url"));
  auto text = view::render_mail(jobs.site, kind->name, languages_of(jobs, claimed.mail, *kind), *values, rows);
  if (!text) return text.error();
  return mail::compose(
      {.from_address = jobs.config.text("mail_from"),
       .from_name = jobs.config.text("brand"),
       .to = claimed.mail.recipient,
       .subject = text->subject,
       .text = text->body,
       .html = text->html,
       .date = now(),
       .id = std::to_string(claimed.id) + "." + std::to_string(claimed.created_at.time_since_epoch().count()),
       .id_host = jobs.mail_host});
}

mail::Delivery deliver(const Jobs& jobs, const store::ClaimedMail& claimed) {
  auto message = compose(jobs, claimed);
  if (!message) return {false, -1, "not composed: " + message.error().log};
  return mail::deliver(jobs.config.text("sendmail"), jobs.config.text("mail_from"), claimed.mail.recipient, *message,
                       Seconds{jobs.config.number("sendmail_timeout_seconds")});
}

// 10 s, 20 s, 40 s … an hour.
Seconds pause_after(unsigned tries) { return Seconds{std::min(3600L, 10L << std::min(tries, 9u))}; }

void write_answer(Jobs& jobs) {
  if (jobs.unwritten_answer) jobs.unwritten_answer();
  jobs.unwritten_answer = nullptr;
}

bool give_up_unreadable(Jobs& jobs, const store::ClaimedMail& claimed) {
  constexpr char kAnswer[] = "not composed: the row's content is none of a mail";
  store::mark_mail_failed(jobs.database, claimed, kAnswer, std::nullopt);
  log_error(std::string("mail given up: ") + kAnswer, {{"mail", claimed.id}});
  return false;
}

bool send(Jobs& jobs, const store::ClaimedMail& claimed) {
  if (!claimed.is_readable) return give_up_unreadable(jobs, claimed);
  if (claimed.mail.kind == model::kDiscarded.name) {
    store::mark_mail_sent(jobs.database, claimed, "discarded", now());
    return true;
  }
  mail::Delivery delivery = deliver(jobs, claimed);
  if (delivery.taken_over) {
    log_info("mail sent", {{"mail", claimed.id}, {"kind", claimed.mail.kind}});
    jobs.unwritten_answer = [&jobs, claimed, answer = delivery.answer, sent_at = now()] {
      store::mark_mail_sent(jobs.database, claimed, answer, sent_at);
    };
    write_answer(jobs);
    return true;
  }
  std::optional<Time> next_try_at = now() + pause_after(claimed.tries);
  if (*next_try_at - claimed.created_at > std::chrono::days(jobs.config.number("mail_retry_days"))) next_try_at.reset();
  jobs.unwritten_answer = [&jobs, claimed, answer = delivery.answer, next_try_at] {
    store::mark_mail_failed(jobs.database, claimed, answer, next_try_at);
  };
  write_answer(jobs);
  log_warning((next_try_at ? "mail kept: " : "mail given up: ") + delivery.answer,
              {{"mail", claimed.id},
               {"kind", claimed.mail.kind},
               {"next_try", next_try_at ? to_iso(*next_try_at) : std::string("never")}});
  return false;
}

}  // namespace

OutboxPass send_outbox(Jobs& jobs, const std::function<bool()>& stop) {
  OutboxPass pass;
  write_answer(jobs);
  while (!stop()) {
    auto claimed = store::claim_mail(jobs.database, now());
    if (!claimed) break;
    ++(send(jobs, *claimed) ? pass.sent : pass.failed);
  }
  return pass;
}

}  // namespace certportal::jobs
