// The reminders of one certificate, on its details page; and the mails that somebody got.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

class Page;

struct ReminderRow {
  std::string step;        // model::ReminderStep::name
  Time when{};             // when it is due; of a done one, when that was
  std::string outcome;     // "coming", "mailed", "passed", "covered"
  std::string recipient;   // with "mailed"; from here on only those
  std::string mail_state;  // "waiting", "sent", "failed"; "" : forgotten by now
  std::string answer;      // sendmail's
};

// Field of the form: until (a date).
struct ReminderFacts {
  bool is_reminded = true;  // false: revoked or replaced, nobody is reminded any more
  std::vector<ReminderRow> rows;
  std::optional<Time> muted_until;
  std::string first_day;  // that it can be muted until: "2026-11-29"
};

void set_reminders(Page& out, const ReminderFacts& facts);

struct MailRow {
  std::string kind;       // the word "mail.KIND"
  std::string reference;  // a number, "UEB-…", "ORG-…"; several with blanks between, "+3" for three more; "" for none
  std::string state;      // "waiting", "sent", "failed"
  std::string answer;
  Time created_at{};
  std::optional<Time> sent_at;
};

struct MailListPage {
  std::vector<MailRow> rows;
  std::string email;
  bool has_more = false;  // older ones are not listed
};

std::string render(const Site& site, const Chrome& chrome, const MailListPage& page);

}  // namespace certportal::view
