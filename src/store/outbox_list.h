// The outbox as the operator, and each recipient, sees it: without values and tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace certportal::store {

struct MailState {
  std::uint64_t id = 0;
  std::string kind;
  std::string recipient;
  std::string reference;  // of what it is about; several with blanks between, "+3" for three more; "" for none
  std::string state;      // "waiting", "sent", …
  unsigned tries = 0;
  std::string answer;  // the mailer's last one
  Time created_at;
  Time next_try_at;  // of a waiting one
  std::optional<Time> sent_at;
};

// The newest `limit` mails, the newest first.
std::vector<MailState> list_mails(Database& database, unsigned limit);

// What was sent to this address, for whoever has the account with it: the newest first, at most
// `limit`. Tries and next_try_at are not read.
std::vector<MailState> list_mails_to(Database& database, std::string_view recipient, std::size_t limit);

}  // namespace certportal::store
