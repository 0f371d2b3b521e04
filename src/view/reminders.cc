#include "view/reminders.h"

#include "base/text.h"
#include "model/mail_kind.h"
#include "view/page.h"

namespace certportal::view {
namespace {

std::string step_text(const Language& language, const std::string& step) {
  auto slash = step.find('/');
  return slash == std::string::npos ? language.word("reminder.end")
                                    : language.with("reminder.part", "N", step.substr(slash + 1));
}

// The page behind a reference.
std::string path_of(const std::string& kind, const std::string& reference) {
  if (reference.starts_with("UEB-")) return "/handovers/" + reference;
  if (reference.starts_with("ORG-")) return "/organisations/" + reference;
  return (kind == model::kOrderWaiting.name ? "/approvals/" : "/certificates/") + reference;
}

const char* look_of_mail(const std::string& state) {
  return state == "sent" ? "good" : state == "failed" ? "bad" : "warn";
}

}  // namespace

void set_reminders(Page& out, const ReminderFacts& facts) {
  const Language& language = out.language();
  if (!facts.rows.empty()) out->ShowSection("HAS_REMINDERS");
  for (const ReminderRow& row : facts.rows) {
    auto* line = out->AddSectionDictionary("REMINDER");
    line->SetValue("STEP", step_text(language, row.step));
    line->SetValue("WHEN", language.date_time(row.when));
    line->SetValue("OUTCOME", language.word("reminder." + row.outcome));
    if (row.outcome != "mailed") continue;
    auto* mail = line->AddSectionDictionary("MAIL");
    mail->SetValue("RECIPIENT", row.recipient);
    if (!row.mail_state.empty()) mail->SetValue("MAIL_STATE", language.word("mail_state." + row.mail_state));
    mail->SetValue("ANSWER", row.answer);
  }
  if (!facts.is_reminded) return out->ShowSection("NOT_REMINDED");
  if (facts.muted_until) return out.section("MUTED", "DATE", language.date(*facts.muted_until));
  out->ShowSection("MUTABLE");
  out->SetValue("FIRST_DAY", facts.first_day);
}

std::string render(const Site& site, const Chrome& chrome, const MailListPage& page) {
  Page out(site, chrome, "mail_list");
  const Language& language = out.language();
  out->SetValueWithoutCopy("EMAIL", page.email);
  out->ShowSection(page.rows.empty() ? "NO_ROWS" : "HAS_ROWS");
  out.show("HAS_MORE", page.has_more);
  for (const MailRow& row : page.rows) {
    auto* line = out->AddSectionDictionary("ROW");
    std::string key = "mail." + row.kind;
    line->SetValue("WHAT", language.word(language.has_word(key) ? key : "mail.other"));
    line->SetValue("WHEN", language.date_time(row.sent_at.value_or(row.created_at)));
    line->SetValueWithoutCopy("ANSWER", row.answer);
    line->SetValue("CLASS", look_of_mail(row.state));
    line->SetValue("STATE", language.word("mail_state." + row.state));
    for (std::string_view part : split(row.reference, ' ')) {
      if (part.empty()) continue;
      std::string reference(part);
      auto* about = line->AddSectionDictionary(reference.starts_with('+') ? "MORE" : "ABOUT");
      about->SetValue("REFERENCE", reference);
      about->SetValue("URL", site.settings().base_path + path_of(row.kind, reference));
    }
  }
  return out.finish();
}

}  // namespace certportal::view
