#include "store/outbox_list.h"

namespace certportal::store {

std::vector<MailState> list_mails(Database& database, unsigned limit) {
  std::vector<MailState> mails;
  // By time first: with several database nodes ids have no order in time.
  Rows rows = database.read(
      "SELECT id, kind, recipient, state, tries, answer, created_at, next_try_at, sent_at FROM [outbox] "
      "ORDER BY created_at DESC, id DESC LIMIT ?",
      {limit});
  while (rows.next())
    mails.push_back({static_cast<std::uint64_t>(rows.number(1)), rows.text(2), rows.text(3), rows.text(4),
                     static_cast<unsigned>(rows.number(5)), rows.text(6), rows.time(7), rows.time(8),
                     rows.optional_time(9)});
  return mails;
}

}  // namespace certportal::store
