#include "store/outbox_list.h"

#include "model/mail_kind.h"

namespace certportal::store {

std::vector<MailState> list_mails(Database& database, unsigned limit) {
  std::vector<MailState> mails;
  // By time first: with several database nodes ids have no order in time.
  Rows rows = database.read(
      "SELECT id, kind, recipient, reference, state, tries, answer, created_at, next_try_at, sent_at FROM [outbox] "
      "ORDER BY created_at DESC, id DESC LIMIT ?",
      {limit});
  while (rows.next())
    mails.push_back({static_cast<std::uint64_t>(rows.number(1)), rows.text(2), rows.text(3), rows.text(4), rows.text(5),
                     static_cast<unsigned>(rows.number(6)), rows.text(7), rows.time(8), rows.time(9),
                     rows.optional_time(10)});
  return mails;
}

std::vector<MailState> list_mails_to(Database& database, std::string_view recipient, std::size_t limit) {
  std::vector<MailState> mails;
  Rows rows = database.read(
      "SELECT id, kind, reference, state, answer, created_at, sent_at FROM [outbox] WHERE recipient = ? AND kind <> ? "
      "AND "
      "created_at >= (SELECT COALESCE(address_since, created_at) FROM [account] WHERE email = ?) "
      "ORDER BY created_at DESC, id DESC LIMIT ?",
      {recipient, model::kDiscarded.name, recipient, limit});
  while (rows.next())
    mails.push_back({.id = static_cast<std::uint64_t>(rows.number(1)),
                     .kind = rows.text(2),
                     .recipient = std::string(recipient),
                     .reference = rows.text(3),
                     .state = rows.text(4),
                     .answer = rows.text(5),
                     .created_at = rows.time(6),
                     .next_try_at = {},
                     .sent_at = rows.optional_time(7)});
  return mails;
}

}  // namespace certportal::store
